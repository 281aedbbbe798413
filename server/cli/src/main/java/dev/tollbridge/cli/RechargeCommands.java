package dev.tollbridge.cli;

import dev.tollbridge.v1.AutoRecharge;
import dev.tollbridge.v1.ListPendingRechargesRequest;
import dev.tollbridge.v1.ListPendingRechargesResponse;
import dev.tollbridge.v1.Recharge;
import dev.tollbridge.v1.ReportRechargeRequest;
import dev.tollbridge.v1.ReportRechargeResponse;
import dev.tollbridge.v1.UpdateAutoRechargeRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recharges that await payment. */
@Command(name = "recharge", mixinStandardHelpOptions = true,
    description = "Sets automatic recharge, lists recharges that await payment, and reports how one ended.")
final class RechargeCommands {
  private static final Table<Recharge> RECHARGE = Table.ofMessages(
      Column.text("recharge_id", Recharge::getRechargeId), Column.text("organization_id", Recharge::getOrganizationId),
      Column.number("amount", each -> Amount.decimal(each.getAmountMicros(), each.getCurrencyCode())),
      Column.text("currency", Recharge::getCurrencyCode),
      Column.text("requested", each -> Shown.time(each.getRequestTime())));
  private static final Table<ReportRechargeResponse> REPORTED = Table.ofMessages(
      Column.text("entry_id", each -> each.getEntry().getEntryId()),
      Column.text("result", each -> each.hasEntry() ? "credit added" : "failed, tried again later"));

  @Command(name = "set", mixinStandardHelpOptions = true, description = "Sets automatic recharge, or switches it off.",
      footer = {
        "  tollbridge credit recharge set acme --below '50.00 EUR' --buy '200.00 EUR' --daily-cap '400.00 EUR'",
        "  tollbridge credit recharge set acme --off"})
  int set(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id,
      @Option(names = "--below", paramLabel = "AMOUNT",
          description = "Recharges when the balance falls below this.") @Nullable Amount below,
      @Option(names = "--buy", paramLabel = "AMOUNT", description = "How much to buy.") @Nullable Amount buy,
      @Option(names = "--daily-cap", paramLabel = "AMOUNT",
          description = "At most this much in a UTC day. Default: one recharge.") @Nullable Amount cap,
      @Option(names = "--off", description = "Switches it off.") boolean off) throws Exception {
    if (off ? below != null || buy != null || cap != null : below == null || buy == null) {
      throw server.wrong("give --below and --buy, or --off");
    }
    return server.run(api -> {
      var request = UpdateAutoRechargeRequest.newBuilder().setOrganizationId(id);
      if (below != null && buy != null) {
        String currency = api.organization(id).getCurrencyCode();
        request.setAutoRecharge(AutoRecharge.newBuilder().setTriggerMicros(server.micros(below, currency))
            .setAmountMicros(server.micros(buy, currency))
            .setDailyCapMicros(server.micros(cap == null ? buy : cap, currency)));
      }
      var _ = api.credits().updateAutoRecharge(request.build());
      CreditCommands.balance(api, server, id);
    });
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the recharges that await payment.",
      footer = "  tollbridge credit recharge list")
  int list(@Mixin ServerCall server) throws Exception {
    return server.run(api -> server.output.list(RECHARGE, Api.pages(
        token -> api.credits().listPendingRecharges(ListPendingRechargesRequest.newBuilder()
            .setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListPendingRechargesResponse::getRechargesList, ListPendingRechargesResponse::getNextPageToken)));
  }

  @Command(name = "report", mixinStandardHelpOptions = true,
      description = "Reports that a recharge was paid, which adds its credit, or why it failed.", footer = {
        "  tollbridge credit recharge report acme acme-recharge-1",
        "  tollbridge credit recharge report acme acme-recharge-1 --failed 'card declined'"})
  int report(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "RECHARGE", index = "1", description = "The recharge's id.") String recharge,
      @Option(names = "--failed", paramLabel = "REASON",
          description = "It was not paid; it is tried again later.") @Nullable String failure)
      throws Exception {
    return server.run(api -> {
      if (failure == null) {
        confirmation.ask("Add the credit of recharge " + recharge + " to " + id + "?");
      }
      server.output.one(REPORTED, api.credits().reportRecharge(ReportRechargeRequest.newBuilder()
          .setRequestId(confirmation.requestId()).setOrganizationId(id).setRechargeId(recharge)
          .setFailure(failure == null ? "" : failure).build()));
    });
  }
}
