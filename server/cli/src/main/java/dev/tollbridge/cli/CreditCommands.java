package dev.tollbridge.cli;

import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.AutoRecharge;
import dev.tollbridge.v1.CreditLot;
import dev.tollbridge.v1.GetBalanceRequest;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListLedgerEntriesResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationState;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.RefundCallRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Organizations' Communications Credits. */
@Command(name = "credit", mixinStandardHelpOptions = true,
    description = "Buys, corrects and shows organizations' credit.",
    subcommands = RechargeCommands.class)
final class CreditCommands {
  static final String ADJUST = "adjust";
  private static final Table<LedgerEntry> ENTRY = Table.ofMessages(
      Column.text("entry_id", LedgerEntry::getEntryId),
      Column.text("time", each -> Shown.time(each.getBookTime())),
      Column.text("kind", each -> Shown.constant(each.getKind(), "LEDGER_ENTRY_KIND_")),
      Column.number("amount", each -> Amount.decimal(each.getAmountMicros(), each.getCurrencyCode())),
      Column.number("balance", each -> Amount.decimal(each.getBalanceMicros(), each.getCurrencyCode())),
      Column.text("currency", LedgerEntry::getCurrencyCode), Column.text("reference", LedgerEntry::getReference),
      Column.text("description", LedgerEntry::getDescription));

  private static final Table<GetBalanceResponse> BALANCE = Table.ofMessages(
      Column.number("balance", each -> Amount.decimal(each.getBalanceMicros(), each.getCurrencyCode())),
      Column.number("active_legs_charged", each -> Amount.decimal(each.getActiveLegsMicros(), each.getCurrencyCode())),
      Column.text("currency", GetBalanceResponse::getCurrencyCode),
      Column.number("active_legs", GetBalanceResponse::getActiveLegCount),
      Column.number("lots", GetBalanceResponse::getLotsCount),
      Column.text("recharge", each -> each.hasAutoRecharge()
          ? recharge(each.getAutoRecharge(), each.getCurrencyCode())
          : "off"));

  static String recharge(AutoRecharge recharge, String currency) {
    return "below " + Amount.decimal(recharge.getTriggerMicros(), currency) + " buy "
        + Amount.decimal(recharge.getAmountMicros(), currency) + ", at most "
        + Amount.decimal(recharge.getDailyCapMicros(), currency) + " a day";
  }

  @Command(name = "buy", mixinStandardHelpOptions = true,
      description = "Adds a lot of credit, which expires 12 months later. The first purchase sets"
          + " Communications Credits up, without which no leg may start; not after 'org update --no-credits'.",
      footer = {
        "  tollbridge credit buy acme 250.00 EUR",
        "  tollbridge credit buy acme 250.00 EUR --yes --request-id INV-2026-117"})
  int buy(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "AMOUNT", index = "1..2", arity = "1..2",
          description = "Such as 250.00 EUR.") List<String> words)
      throws Exception {
    Amount amount = Amount.of(words);
    return server.run(api -> {
      Organization organization = api.organization(id);
      long micros = server.micros(amount, organization.getCurrencyCode());
      if (micros <= 0) {
        throw server.wrong("an amount to buy must be above zero; 'tollbridge credit adjust' takes credit away");
      }
      confirmation.ask("Buy " + amount + " of credit for " + id + " (" + organization.getDisplayName() + ")?");
      LedgerEntry entry = api.credits().purchaseCredits(PurchaseCreditsRequest.newBuilder().setOrganizationId(id)
          .setAmountMicros(micros).setRequestId(confirmation.requestId()).build()).getEntry();
      if (!organization.getCreditsSetUp()) {
        server.output.note("Communications Credits of " + id + (api.organization(id).getCreditsSetUp()
            ? " are set up now"
            : " are still off; turn them on with 'tollbridge org update " + id + " --credits'"));
      }
      server.output.one(ENTRY, entry);
    });
  }

  @Command(name = ADJUST, mixinStandardHelpOptions = true, description = "Corrects a balance by hand, up or down.",
      footer = {
        "  tollbridge credit adjust acme -12.50 EUR --reason 'ticket 4711: double charge of a test'",
        "  tollbridge credit adjust acme 12.50 EUR --reason 'goodwill' --yes"})
  int adjust(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "AMOUNT", index = "1..2", arity = "1..2",
          description = "Such as 12.50 EUR, or -12.50 EUR to take credit away.") List<String> words,
      @Option(names = "--reason", paramLabel = "TEXT", required = true,
          description = "Is stored with the entry.") String reason)
      throws Exception {
    Amount amount = Amount.of(words);
    return server.run(api -> {
      Organization organization = api.organization(id);
      long micros = server.micros(amount, organization.getCurrencyCode());
      confirmation.ask((micros < 0 ? "Take " : "Add ") + Amount.shown(Math.abs(micros), amount.currency())
          + (micros < 0 ? " from " : " to ") + id + " (" + organization.getDisplayName() + ")?");
      server.output.one(ENTRY, api.credits().adjustCredits(AdjustCreditsRequest.newBuilder().setOrganizationId(id)
          .setAmountMicros(micros).setReason(reason).setRequestId(confirmation.requestId()).build()).getEntry());
    });
  }

  @Command(name = "refund", mixinStandardHelpOptions = true,
      description = "Gives back what a call costs, or a part of it; in all at most that.",
      footer = {
        "  tollbridge credit refund acme tb-0-4711 --reason 'ticket 4711: no audio'",
        "  tollbridge credit refund acme tb-0-4711 0.25 EUR --reason goodwill --yes --request-id ticket-4711"})
  int refund(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "USAGE", index = "1", description = "The call record's usage id.") String usage,
      @Parameters(paramLabel = "AMOUNT", index = "2..3", arity = "0..2",
          description = "Such as 0.25 EUR. Default: all that has not been refunded yet.") @Nullable List<String> words,
      @Option(names = "--reason", paramLabel = "TEXT", required = true,
          description = "Is stored with the entry.") String reason)
      throws Exception {
    Amount amount = words == null ? null : Amount.of(words);
    return server.run(api -> {
      Organization organization = api.organization(id);
      long micros = amount == null ? 0 : server.micros(amount, organization.getCurrencyCode());
      confirmation
          .ask("Refund " + (amount == null ? "all" : amount.toString()) + " of call " + usage + " to " + id + " ("
              + organization.getDisplayName() + ")?");
      server.output.one(ENTRY, api.credits().refundCall(RefundCallRequest.newBuilder().setOrganizationId(id)
          .setUsageId(usage).setAmountMicros(micros).setReason(reason).setRequestId(confirmation.requestId()).build())
          .getEntry());
      if (organization.getState() == OrganizationState.ORGANIZATION_STATE_CLOSED) {
        server.output.note(id + " is closed: an entry of its own paid the refund out or forfeited it at once. See:"
            + " tollbridge credit ledger " + id);
      }
    });
  }

  private static GetBalanceResponse balance(Api api, String id) {
    return api.credits().getBalance(GetBalanceRequest.newBuilder().setOrganizationId(id).build());
  }

  static void balance(Api api, ServerCall server, String id) throws Exception {
    server.output.one(BALANCE, balance(api, id));
  }

  static long balanceMicros(Api api, String id) {
    return balance(api, id).getBalanceMicros();
  }

  @Command(name = "balance", mixinStandardHelpOptions = true, description = "Shows the credit that is not spent yet.",
      footer = "  tollbridge credit balance acme")
  int balance(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id) throws Exception {
    return server.run(api -> balance(api, server, id));
  }

  @Command(name = "lots", mixinStandardHelpOptions = true,
      description = "Lists the lots with credit left, in the order they are spent.",
      footer = "  tollbridge credit lots acme")
  int lots(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id) throws Exception {
    return server.run(api -> {
      GetBalanceResponse balance = balance(api, id);
      String currency = balance.getCurrencyCode();
      server.output.list(Table.<CreditLot>ofMessages(
          Column.text("bought", lot -> Shown.time(lot.getPurchaseTime())),
          Column.text("expires", lot -> Shown.time(lot.getExpireTime())),
          Column.number("amount", lot -> Amount.decimal(lot.getAmountMicros(), currency)),
          Column.number("remaining", lot -> Amount.decimal(lot.getRemainingMicros(), currency)),
          Column.text("currency", _ -> currency)), balance.getLotsList());
    });
  }

  @Command(name = "ledger", mixinStandardHelpOptions = true,
      description = "Lists the ledger's entries in the order they were booked.", footer = {
        "  tollbridge credit ledger acme --month 2026-11",
        "  tollbridge credit ledger acme --from 2026-11-01 -o csv --out ledger.csv"})
  int ledger(@Mixin ServerCall server, @Mixin Period period,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id) throws Exception {
    var range = period.range();
    return server.run(api -> server.output.list(ENTRY, Api.pages(
        token -> api.credits().listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(id)
            .setTimeRange(range).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListLedgerEntriesResponse::getEntriesList, ListLedgerEntriesResponse::getNextPageToken)));
  }
}
