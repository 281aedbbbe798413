package dev.tollbridge.cli;

import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRefusal;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.RatedCall;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls: their records, and what a call would cost. */
@Command(name = "call", mixinStandardHelpOptions = true, description = "Lists call records, and rates single calls.")
final class CallCommands {
  private static final Table<CallRecord> CALL = Table.ofMessages(Column.text("usage_id", CallRecord::getUsageId),
      Column.text("start", each -> Shown.time(each.getStartTime())),
      Column.number("seconds", CallRecord::getDurationSeconds),
      Column.text("call_type", each -> Shown.callType(each.getCallType())),
      Column.text("organizer", CallRecord::getOrganizerId), Column.text("number", CallRecord::getRemoteNumber),
      Column.text("destination", CallRecord::getDestination),
      Column.number("charge", each -> Amount.decimal(charge(each), each.getCurrencyCode())),
      Column.number("refunded", each -> each.getRefundedMicros() == 0
          ? ""
          : Amount.decimal(each.getRefundedMicros(), each.getCurrencyCode())),
      Column.text("currency", CallRecord::getCurrencyCode), Column.text("note", CallCommands::note));

  /** What it costs now. */
  private static long charge(CallRecord record) {
    return record.hasRerating() ? record.getRerating().getNewChargeMicros() : record.getChargeMicros();
  }

  private static String note(CallRecord record) {
    String denial = Shown.constant(record.getDenial(), "DENIAL_REASON_");
    if (record.hasRerating()) {
      return "re-rated, was " + Amount.decimal(record.getChargeMicros(), record.getCurrencyCode());
    }
    return denial.isEmpty()
        ? Shown.constant(record.getFreeReason(), "FREE_REASON_")
        : denial;
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Lists an organization's call records by start time.", footer = {
        "  tollbridge call list acme --month 2026-11",
        "  tollbridge call list acme --from 2026-11-01 --unpriced --json"})
  int list(@Mixin ServerCall server, @Mixin Period period,
      @Parameters(paramLabel = "ORG", description = "The organization's id.") String id,
      @Option(names = "--unpriced",
          description = "Only calls that are free because nobody could price them.") boolean unpriced)
      throws Exception {
    var range = period.range();
    return server.run(api -> server.output.list(CALL, Api.pages(
        token -> api.records().listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId(id)
            .setTimeRange(range).setUnpriced(unpriced).setPageSize(Api.PAGE_SIZE).setPageToken(token).build()),
        ListCallRecordsResponse::getCallRecordsList, ListCallRecordsResponse::getNextPageToken)));
  }

  @Command(name = "get", mixinStandardHelpOptions = true, description = "Shows a call record.",
      footer = "  tollbridge call get acme tb-0-1 --json")
  int get(@Mixin ServerCall server,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "USAGE-ID", index = "1", description = "The record's id.") String usageId)
      throws Exception {
    return server.run(api -> server.output.one(CALL, api.records().getCallRecord(GetCallRecordRequest.newBuilder()
        .setOrganizationId(id).setUsageId(usageId).build()).getCallRecord()));
  }

  @Command(name = "authorize", mixinStandardHelpOptions = true,
      description = "Shows whether a leg may start now, at which rate, and how long the credit lasts, at most 30 hours: no"
          + " call lasts longer. Changes nothing. The exit code is 1 when the leg would be denied.",
      footer = {"  tollbridge call authorize acme ann --dial +33140000000",
        "  tollbridge call authorize acme ann --service-number +442071234567 --caller +12125550123"})
  int authorize(@Mixin ServerCall server, @Mixin Dialled dialled,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "ORGANIZER", index = "1", description = "Whose meeting it is.") String organizer)
      throws Exception {
    var request = dialled.authorization(id, organizer);
    return server.run(api -> {
      AuthorizeLegResponse answer = api.rating().authorizeLeg(request);
      String currency = answer.getDenialValue() == 0 && answer.hasRate() ? api.organization(id).getCurrencyCode() : "";
      server.output.one(Table.ofMessages(
          Column.text("authorized", each -> each.getDenialValue() == 0
              ? "yes"
              : "no: " + Shown.constant(each.getDenial(), "DENIAL_REASON_")),
          Column.text("destination", each -> each.getRate().getDestination()),
          Column.number("price_per_minute", each -> each.hasRate() && !currency.isEmpty()
              ? Amount.shown(each.getRate().getPricePerMinuteMicros(), currency)
              : ""),
          Column.text("credit_lasts", each -> each.hasCreditLasts()
              ? hours(Duration.ofSeconds(each.getCreditLasts().getSeconds()))
              : "")),
          answer);
      if (answer.getDenialValue() != 0) {
        throw CommandFailure.refused("the leg would be denied: " + Shown.remedy(answer.getDenial(), id, organizer));
      }
    });
  }

  private static String hours(Duration time) {
    return time.toHours() + "h" + time.toMinutesPart() + "m";
  }

  @Command(name = "rate", mixinStandardHelpOptions = true,
      description = "Shows what a completed call costs; with --book it is charged and recorded.", footer = {
        "  tollbridge call rate acme ann --dial +33140000000 --start 2026-11-02T09:00:00Z --seconds 90",
        "  tollbridge call rate acme ann --dial +33140000000 --start 2026-11-02T09:00:00Z --seconds 90 --book --request-id switch-7-4711"})
  int rate(@Mixin ServerCall server, @Mixin Confirmation confirmation, @Mixin Dialled dialled,
      @Mixin CompletedOptions completed,
      @Parameters(paramLabel = "ORG", index = "0", description = "The organization's id.") String id,
      @Parameters(paramLabel = "ORGANIZER", index = "1", description = "Whose meeting it was.") String organizer)
      throws Exception {
    return server.run(api -> {
      if (completed.book) {
        confirmation.ask("Charge this call to " + id + "?");
      }
      RatedCall rated = completed.rate(api,
          dialled.call(id, organizer, completed.book ? confirmation.requestId() : confirmation.quietRequestId()));
      if (rated.getRefusal() != CallRefusal.CALL_REFUSAL_UNSPECIFIED) {
        throw CommandFailure.refused(rated.getMessage());
      }
      server.output.one(CALL, rated.getRecord());
      server.output.note(!completed.book
          ? "dry run: nothing was booked"
          : rated.getRepeatedRequest() ? "booked before: nothing was booked now" : "booked");
    });
  }
}
