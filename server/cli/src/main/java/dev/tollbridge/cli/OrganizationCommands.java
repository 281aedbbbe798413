package dev.tollbridge.cli;

import com.google.protobuf.FieldMask;
import dev.tollbridge.v1.CloseOrganizationRequest;
import dev.tollbridge.v1.CloseOrganizationResponse;
import dev.tollbridge.v1.CreateOrganizationRequest;
import dev.tollbridge.v1.ListOrganizationsRequest;
import dev.tollbridge.v1.ListOrganizationsResponse;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationState;
import dev.tollbridge.v1.ReopenOrganizationRequest;
import dev.tollbridge.v1.Settlement;
import dev.tollbridge.v1.UpdateOrganizationRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The paying organizations. */
@Command(name = "org", mixinStandardHelpOptions = true,
    description = "Creates, shows and changes the organizations that pay for calls.")
final class OrganizationCommands {
  private static final Table<Organization> ORGANIZATION = Table.ofMessages(
      Column.text("organization_id", Organization::getOrganizationId),
      Column.text("name", Organization::getDisplayName), Column.text("country", Organization::getCountryCode),
      Column.text("currency", Organization::getCurrencyCode),
      Column.text("credits", each -> each.getCreditsSetUp() ? "set up" : "not set up"),
      Column.text("licensed", each -> each.getAllOrganizersLicensed() ? "everybody" : "by licence"),
      Column.text("warn_below", OrganizationCommands::thresholds),
      Column.text("state", each -> Shown.constant(each.getState(), "ORGANIZATION_STATE_")),
      Column.text("credit", each -> Shown.constant(each.getCreditState(), "CREDIT_STATE_")),
      Column.text("created", each -> Shown.time(each.getCreateTime())));

  /** States as they are typed. */
  enum StateName {
    active, closing, closed;

    OrganizationState state() {
      return OrganizationState.valueOf("ORGANIZATION_STATE_" + name().toUpperCase(Locale.ROOT));
    }
  }

  private static String thresholds(Organization organization) {
    return organization.getLowBalanceThresholdsMicrosList().stream()
        .map(micros -> Amount.decimal(micros, organization.getCurrencyCode())).collect(Collectors.joining(" "));
  }

  static boolean exists(Api api, String id) {
    try {
      return api.organization(id).getOrganizationId().equals(id);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Command(name = "create", mixinStandardHelpOptions = true, description = "Creates an organization.", footer = {
    "  tollbridge org create acme --name 'Acme Ltd' --country GB --currency GBP",
    "  tollbridge org create acme --country US --currency USD --license-everybody --warn-below '20.00 USD'"})
  int create(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", description = "Its id: a-z, 0-9, '.', '_' and '-'.") String id,
      @Option(names = "--name", paramLabel = "NAME",
          description = "For people. Default: the id.") @Nullable String name,
      @Option(names = "--country", paramLabel = "CC", required = true,
          description = "ISO code, such as DE.") String country,
      @Option(names = "--currency", paramLabel = "CUR", required = true,
          description = "ISO code, such as EUR; fixed.") String currency,
      @Option(names = "--license-everybody", description = "Every organizer counts as licensed.") boolean everybody,
      @Option(names = "--credits",
          description = "Sets Communications Credits up now. Default: with the first purchase.") boolean credits,
      @Option(names = "--warn-below", paramLabel = "AMOUNT",
          description = "Warns bridges below this balance; up to 5 times.") @Nullable List<Amount> warnBelow)
      throws Exception {
    return server.run(api -> server.output.one(ORGANIZATION, api.organizations().createOrganization(
        CreateOrganizationRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setOrganization(Organization
            .newBuilder().setOrganizationId(id).setDisplayName(name == null ? id : name).setCountryCode(country)
            .setCurrencyCode(currency).setAllOrganizersLicensed(everybody).setCreditsSetUp(credits)
            .addAllLowBalanceThresholdsMicros(micros(server, warnBelow, currency))).build())
        .getOrganization()));
  }

  private static List<Long> micros(ServerCall server, @Nullable List<Amount> amounts, String currency) {
    return amounts == null ? List.of() : amounts.stream().map(amount -> server.micros(amount, currency)).toList();
  }

  @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows an organization.",
      footer = "  tollbridge org get acme --json")
  int get(@Mixin ServerCall server, @Parameters(paramLabel = "ORG", description = "Its id.") String id)
      throws Exception {
    return server.run(api -> server.output.one(ORGANIZATION, api.organization(id)));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the organizations by id.",
      footer = {
        "  tollbridge org list -o csv --out organizations.csv",
        "  tollbridge org list --state closing"})
  int list(@Mixin ServerCall server,
      @Option(names = "--state", paramLabel = "STATE",
          description = "Only those: ${COMPLETION-CANDIDATES}.") @Nullable StateName state)
      throws Exception {
    return server.run(api -> server.output.list(ORGANIZATION, Api.pages(
        token -> api.organizations().listOrganizations(ListOrganizationsRequest.newBuilder().setPageSize(Api.PAGE_SIZE)
            .setPageToken(token)
            .setState(state == null ? OrganizationState.ORGANIZATION_STATE_UNSPECIFIED : state.state()).build()),
        ListOrganizationsResponse::getOrganizationsList, ListOrganizationsResponse::getNextPageToken)));
  }

  @Command(name = "close", mixinStandardHelpOptions = true,
      description = "Closes an organization: new legs are denied, emergency calls excepted, and once no leg is left the"
          + " rest of its credit is paid out or forfeited.",
      footer = {
        "  tollbridge org close acme --pay-out",
        "  tollbridge org close acme --forfeit --end-legs --yes --request-id close-acme"})
  int close(@Mixin ServerCall server, @Mixin Confirmation confirmation,
      @Parameters(paramLabel = "ORG", description = "Its id.") String id,
      @Option(names = "--pay-out", description = "The rest is paid out.") boolean payOut,
      @Option(names = "--forfeit", description = "The rest is forfeited.") boolean forfeit,
      @Option(names = "--end-legs",
          description = "Active legs are hung up at their next minute. Default: they are waited for.") boolean endLegs)
      throws Exception {
    if (payOut == forfeit) {
      throw server.wrong("give --pay-out or --forfeit, for the rest of its credit");
    }
    return server.run(api -> {
      Organization organization = api.organization(id);
      confirmation.ask("Close " + id + " (" + organization.getDisplayName() + ") and " + (payOut
          ? "pay out"
          : "forfeit") + " its " + Amount.shown(CreditCommands.balanceMicros(api, id), organization.getCurrencyCode())
          + "?");
      CloseOrganizationResponse closed = api.organizations().closeOrganization(
          CloseOrganizationRequest.newBuilder().setRequestId(confirmation.requestId()).setOrganizationId(id)
              .setSettlement(payOut ? Settlement.SETTLEMENT_PAY_OUT : Settlement.SETTLEMENT_FORFEIT)
              .setEndLegs(endLegs).build());
      if (closed.hasEntry()) {
        server.output.note((payOut ? "paid out " : "forfeited ") + Amount.shown(-closed.getEntry().getAmountMicros(),
            closed.getEntry().getCurrencyCode()) + ", entry " + closed.getEntry().getEntryId());
      } else if (closed.getOrganization().getState() == OrganizationState.ORGANIZATION_STATE_CLOSING) {
        server.output.note("active legs are waited for; then its credit is " + (payOut ? "paid out" : "forfeited"));
      }
      server.output.one(ORGANIZATION, closed.getOrganization());
    });
  }

  @Command(name = "reopen", mixinStandardHelpOptions = true,
      description = "Reopens an organization that is closing, or was closed at most 90 days ago. What was paid out or"
          + " forfeited stays so.",
      footer = "  tollbridge org reopen acme")
  int reopen(@Mixin ServerCall server, @Parameters(paramLabel = "ORG", description = "Its id.") String id)
      throws Exception {
    return server.run(api -> server.output.one(ORGANIZATION, api.organizations().reopenOrganization(
        ReopenOrganizationRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setOrganizationId(id).build())
        .getOrganization()));
  }

  @Command(name = "update", mixinStandardHelpOptions = true, description = "Changes what is given, and nothing else.",
      footer = {
        "  tollbridge org update acme --name 'Acme plc'",
        "  tollbridge org update acme --warn-below '50 USD' --warn-below '10 USD'",
        "  tollbridge org update acme --no-credits"})
  int update(@Mixin ServerCall server, @Parameters(paramLabel = "ORG", description = "Its id.") String id,
      @Option(names = "--name", paramLabel = "NAME", description = "For people.") @Nullable String name,
      @Option(names = "--license-everybody", negatable = true,
          description = "Every organizer counts as licensed, or not.") @Nullable Boolean everybody,
      @Option(names = "--credits", negatable = true,
          description = "Sets Communications Credits up, or off.") @Nullable Boolean credits,
      @Option(names = "--warn-below", paramLabel = "AMOUNT",
          description = "Warns bridges below this balance; replaces all others.") @Nullable List<Amount> warnBelow,
      @Option(names = "--no-warnings", description = "Warns at no balance.") boolean noWarnings) throws Exception {
    var changed = Organization.newBuilder().setOrganizationId(id);
    var mask = FieldMask.newBuilder();
    if (name != null) {
      changed.setDisplayName(name);
      mask.addPaths("display_name");
    }
    if (everybody != null) {
      changed.setAllOrganizersLicensed(everybody);
      mask.addPaths("all_organizers_licensed");
    }
    if (credits != null) {
      changed.setCreditsSetUp(credits);
      mask.addPaths("credits_set_up");
    }
    if (warnBelow != null || noWarnings) {
      mask.addPaths("low_balance_thresholds_micros");
    }
    if (mask.getPathsCount() == 0) {
      throw server.wrong("nothing to change: give --name, --credits, --license-everybody or --warn-below");
    }
    return server.run(api -> {
      changed.addAllLowBalanceThresholdsMicros(
          micros(server, warnBelow, warnBelow == null ? "" : api.organization(id).getCurrencyCode()));
      server.output.one(ORGANIZATION, api.organizations().updateOrganization(
          UpdateOrganizationRequest.newBuilder().setOrganization(changed).setUpdateMask(mask).build())
          .getOrganization());
    });
  }
}
