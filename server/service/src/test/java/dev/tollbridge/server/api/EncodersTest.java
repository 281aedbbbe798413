package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.ReratingSkip;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.server.record.PricedRecord;
import dev.tollbridge.server.rpc.CallRecordEncoder;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.Reasons;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.v1.Rerating;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncodersTest {
  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,1000", "1700000000123456,1700000000,123456000", "-1,-1,999999000",
    "-1000000,-1,0", "-1000001,-2,999999000"})
  void times(long micros, long seconds, int nanos) {
    Timestamp time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    assertThat(Times.timestamp(micros)).isEqualTo(time);
    assertThat(Times.micros(time)).isEqualTo(micros);
  }

  @Test
  void everyFieldOfACallRecord() {
    CallRecord record = record(
        new CallRecord.Cost(new Price(60, 5, 25), "France", "USD", -10, 3, "MCOMEETACPEA", null));
    assertThat(CallRecordEncoder.encode(record)).isEqualTo(dev.tollbridge.v1.CallRecord.newBuilder().setUsageId("usage")
        .setLegId("leg").setConferenceId("conference").setOrganizationId("acme").setOrganizerId("organizer")
        .setCallType(dev.tollbridge.v1.CallType.CALL_TYPE_DIAL_OUT).setServiceNumber("+18005550100")
        .setRemoteNumber("+33140000000").setRemoteCountryCode("FR").setDestination("France")
        .setStartTime(Timestamp.newBuilder().setSeconds(1)).setEndTime(Times.timestamp(2_000_001))
        .setDurationSeconds(2).setBilledSeconds(60).setConnectionFeeMicros(5).setChargeMicros(25)
        .setClosingAdjustmentMicros(-10).setOverdraftMicros(3).setCurrencyCode("USD").setCapability("MCOMEETACPEA")
        .setCloseReason(dev.tollbridge.v1.CloseReason.CLOSE_REASON_ORPHANED)
        .setDenial(dev.tollbridge.v1.DenialReason.DENIAL_REASON_NO_CREDIT).setCause("busy").setBridgeId("bridge")
        .setSession(4).setLegNumber(6).build());
  }

  @Test
  void everyFieldOfTheMessageIsSet() {
    CallRecord record = record(
        new CallRecord.Cost(new Price(60, 5, 25), "France", "USD", -10, 3, "MCOMEETACPEA", null));
    var rerated = new LedgerEntry.PriceChange(1, 25, 6, "France", "Paris", 120, 2);
    dev.tollbridge.v1.CallRecord charged = RecordEncoder.encode(new PricedRecord(record, rerated, 7));
    CallRecord free = record(new CallRecord.Cost(Price.NOTHING, "", "USD", -10, 0, "FREECALL", FreeReason.EMERGENCY));

    // no call is both charged and free
    assertThat(charged.toBuilder().setFreeReason(CallRecordEncoder.encode(free).getFreeReason()).build().getAllFields()
        .keySet()).containsExactlyInAnyOrderElementsOf(dev.tollbridge.v1.CallRecord.getDescriptor().getFields());
    assertThat(CallRecordEncoder.encode(free).getFreeReason())
        .isEqualTo(dev.tollbridge.v1.FreeReason.FREE_REASON_EMERGENCY);
  }

  @ParameterizedTest
  @EnumSource(FreeReason.class)
  void everyFreeReasonHasItsOwn(FreeReason reason) {
    assertThat(Reasons.encode(reason)).hasToString("FREE_REASON_" + reason);
  }

  private static CallRecord record(CallRecord.Cost cost) {
    return new CallRecord(1, "usage", "leg",
        new CallRecord.Parties("conference", "acme", "organizer", CallType.DIAL_OUT, "+18005550100", "+33140000000",
            "FR"),
        new CallRecord.Span(1_000_000, 2_000_001, 2), cost,
        new CallRecord.Ending(CloseReason.ORPHANED, DenialReason.NO_CREDIT, "busy"),
        new CallRecord.Origin("bridge", 4, 6));
  }

  @Test
  void everyFieldOfALedgerEntry() {
    LedgerEntry entry = new LedgerEntry(42, "acme", LedgerEntry.Kind.EXPIRY, -5, 7, "EUR", 1_000_000, "request", "why",
        null, null, "ann");
    dev.tollbridge.v1.LedgerEntry encoded = LedgerEncoder.encode(entry, 3);
    assertThat(encoded).isEqualTo(dev.tollbridge.v1.LedgerEntry.newBuilder().setEntryId("3-000000000042")
        .setOrganizationId("acme").setKind(dev.tollbridge.v1.LedgerEntryKind.LEDGER_ENTRY_KIND_EXPIRY)
        .setAmountMicros(-5).setBalanceMicros(7).setCurrencyCode("EUR")
        .setBookTime(Timestamp.newBuilder().setSeconds(1)).setReference("request").setDescription("why")
        .setAuthor("ann").build());
    // no other kind has prices
    assertThat(encoded.getAllFields()).hasSize(dev.tollbridge.v1.LedgerEntry.getDescriptor().getFields().size() - 1);
  }

  @Test
  void everyFieldOfARerating() {
    LedgerEntry entry = new LedgerEntry(42, "acme", LedgerEntry.Kind.RERATING, 19, 7, "EUR", 1_000_000, "usage", "why",
        new LedgerEntry.PriceChange(1, 25, 6, "France", "Paris", 120, 2), null, "ann");
    dev.tollbridge.v1.LedgerEntry encoded = LedgerEncoder.encode(entry, 3);
    assertThat(encoded.getRerating()).isEqualTo(Rerating.newBuilder().setOldChargeMicros(25).setNewChargeMicros(6)
        .setOldDestination("France").setNewDestination("Paris").setNewBilledSeconds(120).setNewConnectionFeeMicros(2)
        .build());
    assertThat(encoded.getAllFields()).hasSize(dev.tollbridge.v1.LedgerEntry.getDescriptor().getFields().size());
  }

  @Test
  void everyFieldOfARate() {
    TimeWindow weekend = new TimeWindow("Europe/Berlin", 0b110_0000, 60, 1_440);
    Rate rate = new Rate("33", "France", 20_000, 5, new Increments(30, 6), "FR", "US", true, 9, 11, weekend);
    dev.tollbridge.v1.Rate encoded = RateEncoder.encode(rate);
    assertThat(encoded).isEqualTo(dev.tollbridge.v1.Rate.newBuilder().setPrefix("33").setDestination("France")
        .setPricePerMinuteMicros(20_000).setConnectionFeeMicros(5).setInitialIncrementSeconds(30)
        .setRecurringIncrementSeconds(6).setCountryCode("FR").setCallerCountryCode("US").setReject(true)
        .setMinDigits(9).setMaxDigits(11).setTimeWindow(dev.tollbridge.v1.TimeWindow.newBuilder()
            .setTimeZone("Europe/Berlin").addDays(6).addDays(7).setFromMinute(60).setToMinute(1_440))
        .build());
    assertThat(encoded.getAllFields()).hasSize(dev.tollbridge.v1.Rate.getDescriptor().getFields().size());
  }

  @Test
  void ratesForAlwaysAndForEveryDay() {
    Rate always = new Rate("", "x", 0, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, null);
    assertThat(RateEncoder.encode(always).hasTimeWindow()).isFalse();
    TimeWindow daily = new TimeWindow("UTC", TimeWindow.EVERY_DAY, 0, 60);
    Rate nightly = new Rate("", "x", 0, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, daily);
    assertThat(RateEncoder.encode(nightly).getTimeWindow().getDaysList()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void callTypesComeBack(CallType type) {
    assertThat(CallTypes.encode(type).name()).isEqualTo("CALL_TYPE_" + type);
    assertThat(CallTypes.decode(CallTypes.encode(type))).isEqualTo(type);
  }

  @Test
  void noCallType() {
    assertThat(CallTypes.decode(dev.tollbridge.v1.CallType.CALL_TYPE_UNSPECIFIED)).isNull();
    assertThat(CallTypes.decode(dev.tollbridge.v1.CallType.UNRECOGNIZED)).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void denialReasonsKeepTheirNames(DenialReason reason) {
    assertThat(Reasons.encode(reason).name()).isEqualTo("DENIAL_REASON_" + reason);
  }

  @Test
  void noDenial() {
    DenialReason none = null;
    assertThat(Reasons.encode(none)).isEqualTo(dev.tollbridge.v1.DenialReason.DENIAL_REASON_UNSPECIFIED);
  }

  @ParameterizedTest
  @EnumSource
  void closeReasonsKeepTheirNames(CloseReason reason) {
    assertThat(Reasons.encode(reason).name()).isEqualTo("CLOSE_REASON_" + reason);
  }

  @ParameterizedTest
  @EnumSource
  void skipReasonsKeepTheirNames(ReratingSkip reason) {
    assertThat(ReratingTotals.encode(reason).name()).isEqualTo("RERATE_CALLS_SKIP_REASON_" + reason);
  }

  @ParameterizedTest
  @EnumSource
  void ledgerKindsKeepTheirNames(LedgerEntry.Kind kind) {
    LedgerEntry entry = new LedgerEntry(1, "acme", kind, 0, 0, "EUR", 0, "", "");
    assertThat(LedgerEncoder.encode(entry, 0).getKind().name()).isEqualTo("LEDGER_ENTRY_KIND_" + kind);
  }
}
