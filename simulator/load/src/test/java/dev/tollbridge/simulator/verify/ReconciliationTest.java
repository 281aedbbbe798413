package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.Difference.Kind;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * One leg of 150 seconds at 0.02 a minute: three minutes streamed, no adjustment; and every way in which that can be
 * wrong.
 */
class ReconciliationTest {
  private static final long ANSWER_MICROS = 1_800_000_000_000_000L;
  private static final long END_MICROS = ANSWER_MICROS + 150_000_000;
  private static final Scenario SCENARIO = new Scenario(new ArrivalRate(1), Hold.parse("fixed:150s"),
      Duration.ofSeconds(1), 1, new Mix(0, 0, 1), 1, 9, 1);
  private static final RunIdentity IDENTITY = new RunIdentity(SCENARIO, 1000);
  private static final PlannedLeg PLANNED = new PlannedLeg(0, 0, 150_000_000, CallType.CALL_TYPE_DIAL_OUT, 1, 4, 2,
      new PhoneNumber("+12015550123", "US"), new PhoneNumber("+33612345678", "FR"));
  private static final byte[] DECK = """
      prefix,destination,price_per_minute,connection_fee,action
      33,France,0.020000,0,price
      3390,Premium,0,0,reject
      """.getBytes(StandardCharsets.UTF_8);

  private final Reconciliation reconciliation = new Reconciliation(IDENTITY,
      new Decks(Map.of(CallType.CALL_TYPE_DIAL_OUT, DeckTable.parse(DECK))), _ -> PLANNED);
  private final BridgeAudit bridge = reconciliation.bridge(0);

  @Test
  void acceptsACorrectLeg() {
    charges(0, 1, 2);
    close(record());
    expect("OK", 3, 0, 0, 0);
  }

  @Test
  void acceptsMergedMinutesAndARefund() {
    answer();
    bridge.charged(charge(3, 4, 80_000, 80_000));
    close(record().toBuilder().setClosingAdjustmentMicros(-20_000).build());
    expect("OK", 4, 0, 0, 0);
  }

  @Test
  void acceptsMinutesThatTheEndOvertook() {
    charges(0);
    close(record().toBuilder().setClosingAdjustmentMicros(40_000).build());
    expect("OK", 1, 0, 0, 0);
  }

  @Test
  void acceptsALegOfNoLengthThatIsRefunded() {
    charges(0);
    close(record().toBuilder().setEndTime(EngineTime.timestamp(ANSWER_MICROS)).setDurationSeconds(0).setBilledSeconds(0)
        .setChargeMicros(0).setClosingAdjustmentMicros(-20_000).build(), ANSWER_MICROS);
    expect("OK", 1, 0, 0, 0);
  }

  @Test
  void acceptsAnOverdraftOfTimeThatWasNotPaidFor() {
    charges(0, 1);
    close(record().toBuilder().setClosingAdjustmentMicros(20_000).setOverdraftMicros(20_000).build());
    expect("OK", 2, 0, 0, 0);
  }

  @Test
  void namesAnOverdraftOfALegThatEndedWithinItsPaidMinutes() {
    charges(0, 1, 2);
    close(record().toBuilder().setOverdraftMicros(1).build());
    expect("FAILED", 3, 0, 0, 1);
    assertThat(first()).contains("no overdraft", "seen overdraft_micros=1");
  }

  @Test
  void aLegHungUpOnRequestEndsWithItsLastPaidMinute() {
    answer();
    LegAudit leg = Objects.requireNonNull(bridge.openLeg(1));
    assertThat(leg.hungUpMicros(ANSWER_MICROS + 70_000_000)).isEqualTo(ANSWER_MICROS + 70_000_000);
    bridge.charged(charge(0, 1, 20_000, 20_000));
    assertThat(leg.hungUpMicros(ANSWER_MICROS + 50_000_000)).isEqualTo(ANSWER_MICROS + 50_000_000);
    assertThat(leg.hungUpMicros(ANSWER_MICROS + 70_000_000)).isEqualTo(ANSWER_MICROS + 60_000_000);
  }

  @Test
  void namesADroppedCharge() {
    charges(0, 2);
    close(record());
    expect("FAILED", 2, 1, 0, 0);
    assertThat(first()).contains("minute 1");
  }

  @Test
  void namesADroppedLastCharge() {
    charges(0, 1);
    close(record());
    expect("FAILED", 2, 1, 0, 0);
    assertThat(first()).contains("minute 2");
  }

  @Test
  void namesADoubledCharge() {
    charges(0, 1, 1, 2);
    close(record());
    expect("FAILED", 3, 0, 1, 0);
    assertThat(first()).contains("duplicated").contains("minute 1");
  }

  @Test
  void namesTheRepeatedPartOfAMergedCharge() {
    charges(0, 1);
    bridge.charged(charge(2, 2, 40_000, 60_000));
    close(record());
    expect("FAILED", 3, 0, 1, 0);
  }

  @Test
  void namesAChargeMispricedByOneMicro() {
    charges(0);
    bridge.charged(charge(1, 1, 20_001, 40_001));
    bridge.charged(charge(2, 1, 20_000, 60_001));
    close(record().toBuilder().setClosingAdjustmentMicros(-1).build());
    expect("FAILED", 3, 0, 0, 1);
    assertThat(first()).contains("minute 1").contains("amount 20000").contains("amount 20001");
  }

  @Test
  void namesAWrongRunningTotal() {
    charges(0);
    bridge.charged(charge(1, 1, 20_000, 39_999));
    close(record().toBuilder().setClosingAdjustmentMicros(20_001).build());
    expect("FAILED", 2, 0, 0, 1);
    assertThat(first()).contains("total 40000").contains("total 39999");
  }

  @Test
  void namesALegWithoutARecord() {
    charges(0, 1, 2);
    reconciliation.finish();
    expect("FAILED", 3, 1, 0, 0);
    assertThat(first()).contains("closing");
  }

  @Test
  void namesARecordWithAWrongCharge() {
    charges(0, 1, 2);
    close(record().toBuilder().setChargeMicros(60_001).setClosingAdjustmentMicros(1).build());
    expect("FAILED", 3, 0, 0, 1);
    assertThat(first()).contains("charge_micros=60000").contains("charge_micros=60001");
  }

  @Test
  void namesAnAdjustmentThatDoesNotAddUp() {
    charges(0, 1, 2);
    close(record().toBuilder().setClosingAdjustmentMicros(-1).build());
    expect("FAILED", 3, 0, 0, 1);
    assertThat(first()).contains("adjustment");
  }

  @Test
  void namesARepeatedClosingUnlessTheStreamBroke() {
    charges(0, 1, 2);
    close(record());
    bridge.closed(1, record());
    expect("FAILED", 3, 0, 1, 0);
  }

  @Test
  void acceptsTheSameClosingAgainAfterAReconnect() {
    charges(0, 1, 2);
    close(record());
    bridge.interrupted();
    bridge.closed(1, record());
    expect("OK", 3, 0, 0, 0);
    bridge.closed(1, record().toBuilder().setUsageId("other").build());
    assertThat(first()).contains("repeated closing", "the record as in the closing", "usage_id=other");
  }

  @Test
  void namesWhatDiffersInARepeatedClosing() {
    charges(0, 1, 2);
    close(record());
    bridge.interrupted();
    bridge.closed(1, record().toBuilder().setChargeMicros(40_000).setClosingAdjustmentMicros(-20_000).build());
    expect("FAILED", 3, 0, 0, 1);
    assertThat(first()).contains("expected charge_micros=60000, closing_adjustment_micros=0",
        "seen charge_micros=40000, closing_adjustment_micros=-20000");
  }

  @Test
  void acceptsMinutesThatAStatusCovers() {
    charges(0);
    bridge.interrupted();
    bridge.status(LegStatus.newBuilder().setLegNumber(1).setMinutesCharged(2).setTotalMicros(40_000).build());
    bridge.charged(charge(2, 1, 20_000, 60_000));
    close(record());
    expect("OK", 3, 0, 0, 0);
  }

  @Test
  void namesAMinuteThatAStatusHadCovered() {
    charges(0);
    bridge.interrupted();
    bridge.status(LegStatus.newBuilder().setLegNumber(1).setMinutesCharged(2).setTotalMicros(40_000).build());
    bridge.charged(charge(1, 1, 20_000, 40_000));
    expect("FAILED", 2, 0, 1, 0);
  }

  @Test
  void namesAStatusOfFewerMinutesThanWereReceived() {
    charges(0, 1);
    bridge.interrupted();
    bridge.status(LegStatus.newBuilder().setLegNumber(1).setMinutesCharged(1).setTotalMicros(20_000).build());
    expect("FAILED", 2, 0, 0, 1);
  }

  @Test
  void acceptsMinutesThatOnlyTheClosingCoversAfterAReconnect() {
    charges(0);
    bridge.interrupted();
    close(record());
    expect("OK", 3, 0, 0, 0);
  }

  @Test
  void namesADenialForNoGoodReason() {
    answer();
    close(record().toBuilder().setDenial(DenialReason.DENIAL_REASON_NO_LICENCE).setChargeMicros(0)
        .setCapability("FREECALL").build());
    expect("FAILED", 0, 0, 0, 1);
    assertThat(first()).contains("NO_LICENCE");
  }

  @Test
  void namesARefusedEvent() {
    answer();
    bridge.rejected(Rejection.newBuilder().setSequence(1).setLegNumber(1)
        .setReason(RejectionReason.REJECTION_REASON_INVALID_FIELD).setMessage("leg_id").build());
    expect("FAILED", 0, 0, 0, 1);
    assertThat(first()).contains("INVALID_FIELD").contains("leg_id");
  }

  @Test
  void namesAChargeOfALegThatIsClosed() {
    charges(0, 1, 2);
    close(record());
    bridge.charged(charge(3, 1, 20_000, 80_000));
    expect("FAILED", 3, 0, 0, 1);
  }

  @Test
  void namesALegThatTheServerClosedByItself() {
    charges(0);
    bridge.closed(1, record());
    expect("FAILED", 1, 0, 0, 1);
  }

  private void answer() {
    bridge.answering(new LegOnBridge(IDENTITY, PLANNED, 0, 1, 0, ANSWER_MICROS));
  }

  /** Streams charges of these minutes, each with its correct total. */
  private void charges(int... minutes) {
    answer();
    for (int minute : minutes) {
      bridge.charged(charge(minute, 1, 20_000, 20_000L * (minute + 1)));
    }
  }

  private static Charge charge(int minute, int count, long amountMicros, long totalMicros) {
    return Charge.newBuilder().setLegNumber(1).setMinute(minute).setMinuteCount(count).setAmountMicros(amountMicros)
        .setTotalMicros(totalMicros).build();
  }

  private void close(CallRecord record) {
    close(record, END_MICROS);
  }

  private void close(CallRecord record, long endMicros) {
    LegAudit audit = bridge.openLeg(1);
    assertThat(audit).isNotNull();
    assertThat(audit.ending(endMicros, "hung up")).isTrue();
    bridge.closed(1, record);
  }

  static CallRecord record() {
    return CallRecord.newBuilder().setUsageId("u1").setLegId(IDENTITY.legId(PLANNED))
        .setConferenceId(IDENTITY.conferenceId(PLANNED)).setOrganizationId("sim-9-1").setOrganizerId("organizer-2")
        .setCallType(CallType.CALL_TYPE_DIAL_OUT).setServiceNumber("+12015550123").setRemoteNumber("+33612345678")
        .setRemoteCountryCode("FR").setDestination("France").setStartTime(EngineTime.timestamp(ANSWER_MICROS))
        .setEndTime(EngineTime.timestamp(END_MICROS)).setDurationSeconds(150).setBilledSeconds(180)
        .setChargeMicros(60_000).setCurrencyCode("USD").setCapability("MCOMEETACPEA")
        .setCloseReason(CloseReason.CLOSE_REASON_ENDED).setCause("hung up").setBridgeId("sim-9-bridge-0")
        .setSession(1000).setLegNumber(1).build();
  }

  private String first() {
    return reconciliation.findings().first().getFirst().toString();
  }

  private void expect(String verdict, long charges, long missing, long duplicated, long wrong) {
    assertThat(reconciliation.verdict()).as("%s", reconciliation.findings().first())
        .isEqualTo("reconciliation: %s legs=1 charges=%d missing=%d duplicated=%d wrong=%d", verdict, charges, missing,
            duplicated, wrong);
    assertThat(reconciliation.findings().count(Kind.MISSING)).isEqualTo(missing);
  }
}
