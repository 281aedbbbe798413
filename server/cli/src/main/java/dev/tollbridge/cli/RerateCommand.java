package dev.tollbridge.cli;

import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.RerateCallsTotal;
import dev.tollbridge.v1.ReratedCall;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a running server to rate closed calls again, and prints what changes. */
@Command(name = "rerate", mixinStandardHelpOptions = true,
    description = "Re-rates closed calls by the current rate decks, and prints what would change; --book books the changes."
        + " Calls may have started at most 62 days ago.",
    footer = {
      "  tollbridge rerate --month 2026-11 --organization acme",
      "  tollbridge rerate --from 2026-11-01 --to 2026-11-23 --call-type dialout --book --request-id INC-4711"})
final class RerateCommand implements Callable<Integer> {
  private static final Table<ReratedCall> CALL = Table.ofMessages(
      Column.text("organization_id", ReratedCall::getOrganizationId), Column.text("usage_id", ReratedCall::getUsageId),
      Column.number("old_charge",
          each -> Amount.decimal(each.getRerating().getOldChargeMicros(), each.getCurrencyCode())),
      Column.number("new_charge",
          each -> Amount.decimal(each.getRerating().getNewChargeMicros(), each.getCurrencyCode())),
      Column.number("difference", each -> Amount.decimal(each.getDifferenceMicros(), each.getCurrencyCode())),
      Column.text("currency", ReratedCall::getCurrencyCode),
      Column.number("refunded_before", each -> each.getRefundedMicros() == 0
          ? ""
          : Amount.decimal(each.getRefundedMicros(), each.getCurrencyCode())),
      Column.text("destination", each -> each.getRerating().getNewDestination()));

  @Mixin
  private ServerCall server = new ServerCall();

  @Mixin
  private Period period = new Period();

  @Mixin
  private @Nullable Confirmation confirmation;

  @Option(names = "--organization", paramLabel = "ORG", defaultValue = "",
      description = "Only calls of this organization. Default: of all.")
  private String organization = "";

  @Option(names = "--call-type", paramLabel = "TYPE", converter = CallTypeName.class,
      description = "Only calls of this type: toll, tollfree or dialout. Default: of all.")
  private CallType callType = CallType.CALL_TYPE_UNSPECIFIED;

  @Option(names = "--book", description = "Books the changes; without it nothing is changed.")
  private boolean book;

  @Override
  public Integer call() throws Exception {
    var request = RerateCallsRequest.newBuilder().setOrganizationId(organization).setCallType(callType)
        .setTimeRange(period.closedRange());
    return server.run(api -> {
      if (book && confirmation != null) {
        confirmation.ask("Book new prices of the calls from " + period.shown() + "?");
        request.setMode(RerateCallsMode.RERATE_CALLS_MODE_BOOK).setRequestId(confirmation.requestId());
      } else {
        request.setMode(RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN);
      }
      print(api.reratings().rerateCalls(request.build()));
    });
  }

  private void print(Iterator<RerateCallsResponse> answers) throws Exception {
    AtomicReference<@Nullable RerateCallsSummary> last = new AtomicReference<>();
    server.output.list(CALL,
        Api.pages(_ -> answers.hasNext() ? answers.next() : RerateCallsResponse.getDefaultInstance(),
            answer -> {
              if (answer.hasSummary()) {
                last.set(answer.getSummary());
              }
              return answer.getCalls().getCallsList();
            }, _ -> answers.hasNext() ? "more" : ""));
    RerateCallsSummary summary = last.get();
    if (summary != null) {
      print(summary);
    }
  }

  private static String total(RerateCallsTotal total) {
    String currency = total.getCurrencyCode();
    return "total " + total.getChangedCount() + " calls: old " + Amount.decimal(total.getOldChargeMicros(), currency)
        + ", new " + Amount.decimal(total.getNewChargeMicros(), currency) + ", difference "
        + Amount.shown(total.getDifferenceMicros(), currency);
  }

  private void print(RerateCallsSummary summary) {
    summary.getTotalsList().forEach(total -> server.output.note(total(total)));
    server.output.note("seen " + summary.getSeenCount() + ", changed " + summary.getChangedCount() + ", unchanged "
        + summary.getUnchangedCount());
    summary.getSkippedList().forEach(skipped -> server.output.note("skipped " + skipped.getCount() + ": "
        + Shown.constant(skipped.getReason(), "RERATE_CALLS_SKIP_REASON_")));
    if (summary.getActiveLegCount() > 0) {
      server.output.note(
          summary.getActiveLegCount() + " active legs keep their rate; re-rate them when they have ended");
    }
    server.output.note(!book
        ? "dry run: nothing was booked"
        : summary.getRepeatedRequest() ? "booked before: nothing was booked now" : "booked");
  }
}
