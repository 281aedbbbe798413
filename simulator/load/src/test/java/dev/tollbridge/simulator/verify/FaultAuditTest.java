package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Arrivals;
import dev.tollbridge.simulator.scenario.Attendance;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A leg of 150 seconds at 0.02 a minute, with faults of its bridge, its number or its organization's credit. */
class FaultAuditTest {
  private static final long ANSWER_MICROS = 1_800_000_000_000_000L;
  private static final long END_MICROS = ANSWER_MICROS + 150_000_000;
  private static final long RUN = 1000;
  private static final byte[] DECK = "prefix,destination,price_per_minute\n33,France,0.02\n"
      .getBytes(StandardCharsets.UTF_8);

  private Reconciliation reconciliation = reconciliation(Faults.NONE);
  private BridgeAudit bridge = reconciliation.bridge(0);

  @Test
  void aLegOutOfCreditIsFineWhereThereIsLittle() {
    withFaults("broke=100%");
    LegAudit leg = answer(dialOut("+33612345678"));
    bridge.disconnectRequested(1);
    end(leg, 2);
    bridge.closed(1, denied());
    assertClean();
  }

  @Test
  void aLegOutOfCreditMustBeAskedToDisconnect() {
    withFaults("broke=100%");
    end(answer(dialOut("+33612345678")), 2);
    bridge.closed(1, denied());
    assertFirst("a request to disconnect for DENIAL_REASON_NO_CREDIT");
  }

  @Test
  void aLegOutOfAmpleCreditIsNamed() {
    LegAudit leg = answer(dialOut("+33612345678"));
    bridge.disconnectRequested(1);
    end(leg, 2);
    bridge.closed(1, denied());
    assertFirst("denial=").contains("NO_CREDIT");
  }

  @Test
  void aRequestToDisconnectWithoutADenialIsNamed() {
    LegAudit leg = answer(dialOut("+33612345678"));
    charge(0, 1, 2);
    bridge.disconnectRequested(1);
    end(leg, 2);
    bridge.closed(1, record(END_MICROS));
    assertFirst("no request to disconnect");
  }

  @Test
  void aLegThatSomebodyEndedIsChargedToItsEnd() {
    LegAudit leg = answer(dialOut("+33612345678"));
    charge(0, 1, 2);
    bridge.disconnectRequested(1);
    end(leg, 2);
    bridge.closed(1, endedOnRequest());
    assertClean();
  }

  @Test
  void aLegThatSomebodyEndedMustBeAskedToDisconnect() {
    LegAudit leg = answer(dialOut("+33612345678"));
    charge(0, 1, 2);
    end(leg, 2);
    bridge.closed(1, endedOnRequest());
    assertFirst("a request to disconnect for DENIAL_REASON_ADMINISTRATOR");
  }

  @Test
  void aLegThatSomebodyEndedIsNotFree() {
    LegAudit leg = answer(dialOut("+33612345678"));
    bridge.disconnectRequested(1);
    end(leg, 2);
    bridge.closed(1, denied().toBuilder().setDenial(DenialReason.DENIAL_REASON_ADMINISTRATOR).build());
    assertFirst("charge");
  }

  @Test
  void aMalformedNumberMustBeRefusedByName() {
    answer(dialOut("0049301234567"));
    bridge.rejected(rejection(RejectionReason.REJECTION_REASON_INVALID_FIELD, "answered.remote_number must be E.164"));
    assertClean();
    reconciliation.finish();
    assertClean();
  }

  @Test
  void aMalformedNumberThatIsRefusedForAnotherFieldIsNamed() {
    answer(dialOut("0049301234567"));
    bridge.rejected(rejection(RejectionReason.REJECTION_REASON_INVALID_FIELD, "answered.leg_id is missing"));
    assertFirst("refused for its remote_number");
  }

  @Test
  void aMalformedNumberThatIsChargedIsNamed() {
    answer(dialOut("0049301234567"));
    charge(0);
    assertFirst("cannot be dialled");
  }

  @Test
  void aMalformedNumberThatIsNotRejectedIsNamed() {
    answer(dialOut("0049301234567"));
    reconciliation.finish();
    assertFirst("a refusal for its remote_number");
  }

  @Test
  void theRefusalOfAnEndWillDoOnlyWhenTheStreamBroke() {
    answer(dialOut("0049301234567"));
    bridge.interrupted();
    bridge.rejected(rejection(RejectionReason.REJECTION_REASON_UNKNOWN_LEG, ""));
    assertClean();
    answer(dialOut("0049301234567"));
    bridge.rejected(rejection(RejectionReason.REJECTION_REASON_UNKNOWN_LEG, ""));
    assertFirst("refused for its remote_number");
  }

  @Test
  void aRefusalNeedNotComeWhenTheStreamBrokeAfterTheEnd() {
    LegAudit leg = answer(dialOut("0049301234567"));
    bridge.interrupted();
    end(leg, 2);
    assertThat(bridge.openLegCount()).isOne();
    bridge.interrupted();
    assertThat(bridge.openLegCount()).isZero();
    reconciliation.finish();
    assertClean();
  }

  @Test
  void theRefusalOfAnEndMustComeWhenTheStreamBrokeBeforeIt() {
    LegAudit leg = answer(dialOut("0049301234567"));
    bridge.interrupted();
    end(leg, 2);
    reconciliation.finish();
    assertFirst("a refusal for its remote_number");
  }

  @Test
  void aLegContinuesInANewerSessionUnderANewNumber() {
    LegAudit leg = answer(dialOut("+33612345678"));
    charge(0);
    assertThat(bridge.crashed(1, ANSWER_MICROS)).containsExactly(leg);
    bridge.answeringAgain(leg, RUN + 1, 7);
    bridge.charged(Charge.newBuilder().setLegNumber(7).setMinute(2).setMinuteCount(1).setAmountMicros(20_000)
        .setTotalMicros(60_000).build());
    end(leg, 2);
    bridge.closed(7, record(END_MICROS).toBuilder().setSession(RUN + 1).setLegNumber(7).build());
    assertClean();
  }

  @Test
  void aRecordOfTheOldSessionIsNamed() {
    LegAudit leg = answer(dialOut("+33612345678"));
    bridge.crashed(1, ANSWER_MICROS);
    bridge.answeringAgain(leg, RUN + 1, 7);
    end(leg, 2);
    bridge.closed(7, record(END_MICROS));
    assertFirst("session=1001");
  }

  @Test
  void anEndThatTheServerHadIsInTheBooksAsReported() {
    Runnable scene = () -> {
      end(answer(dialOut("+33612345678")), 2);
      bridge.crashed(2, ANSWER_MICROS);
    };
    expectInBooks(scene, record(END_MICROS), null);
    expectInBooks(scene, missing(90), "to have ended as reported");
    expectInBooks(scene, null, "the server had its answer");
  }

  @Test
  void anEndThatNobodySawIsClosedAtTheLastContact() {
    Runnable scene = () -> {
      assertThat(answer(dialOut("+33612345678")).ending(END_MICROS, "hung up")).isTrue();
      bridge.crashed(1, ANSWER_MICROS + 60_000_000);
      bridge.opened(ANSWER_MICROS + 100_000_000);
    };
    expectInBooks(scene, missing(90), null);
    expectInBooks(scene, record(END_MICROS), "to be closed at its bridge's last contact");
    expectInBooks(scene, missing(30), "to end at its bridge's last contact");
    expectInBooks(scene, missing(130), "to end at its bridge's last contact");
    expectInBooks(scene, missing(90).toBuilder().setDurationSeconds(91).build(), "duration_seconds=91");
    expectInBooks(scene, missing(90).toBuilder().setChargeMicros(40_001).setClosingAdjustmentMicros(1).build(),
        "charge_micros=40001");
  }

  @Test
  void anEndInFlightMayHaveArrivedOrNot() {
    Runnable scene = () -> {
      end(answer(dialOut("+33612345678")), 2);
      bridge.crashed(1, ANSWER_MICROS);
    };
    expectInBooks(scene, missing(90), null);
    expectInBooks(scene, record(END_MICROS), null);
    expectInBooks(scene, null, "the server had its answer");
  }

  @Test
  void aLegWhoseAnswerWasInFlightMayBeUnknown() {
    expectInBooks(() -> {
      end(answer(dialOut("+33612345678")), 2);
      bridge.crashed(0, ANSWER_MICROS);
    }, null, null);
  }

  @Test
  void aLegWhoseAnswerWasReportedLateCostsNothingWithoutAnEnd() {
    Runnable scene = () -> {
      assertThat(answer(dialOut("+33612345678")).ending(END_MICROS, "hung up")).isTrue();
      bridge.crashed(1, ANSWER_MICROS + 60_000_000);
    };
    CallRecord nothing = missing(0).toBuilder().setClosingAdjustmentMicros(0).build();
    expectInBooks("late=5%", scene, nothing, null);
    expectInBooks("skew=2m", scene, nothing, null);
    expectInBooks("", scene, nothing, "to end at its bridge's last contact");
  }

  private void expectInBooks(Runnable scene, @Nullable CallRecord listed, @Nullable String difference) {
    expectInBooks("", scene, listed, difference);
  }

  private void expectInBooks(String faults, Runnable scene, @Nullable CallRecord listed,
      @Nullable String difference) {
    withFaults(faults);
    scene.run();
    OneRecord books = new OneRecord(listed);
    for (int reading = 0; reading < 2; reading++) {
      Findings found = reconciliation.organization("sim-9-1", ANSWER_MICROS).whole(books, true);
      if (reading == 1) {
        reconciliation.findings().add(found);
      }
    }
    if (difference == null) {
      assertClean();
    } else {
      assertFirst(difference);
      assertThat(reconciliation.findings().first()).hasSize(1);
    }
  }

  private void withFaults(String faults) {
    reconciliation = reconciliation(Faults.parse(faults));
    bridge = reconciliation.bridge(0);
  }

  private static Reconciliation reconciliation(Faults faults) {
    Scenario scenario = new Scenario(new ArrivalRate(1), Arrivals.POISSON, Hold.parse("fixed:150s"),
        Duration.ofSeconds(1), 1, new Mix(0, 0, 1), 1, Attendance.PLAIN, 9, 1, faults);
    return new Reconciliation(new RunIdentity(scenario, RUN),
        new Decks(Map.of(CallType.CALL_TYPE_DIAL_OUT, DeckTable.parse(DECK))),
        _ -> dialOut("+33612345678"));
  }

  private static PlannedLeg dialOut(String number) {
    return new PlannedLeg(0, 0, 150_000_000, CallType.CALL_TYPE_DIAL_OUT, 1, 4, 2,
        new PhoneNumber("+12015550123", "US"), new PhoneNumber(number, number.startsWith("+33") ? "FR" : ""));
  }

  /** Leg number 1, answered by event 1. */
  private LegAudit answer(PlannedLeg planned) {
    LegAudit leg = bridge.answering(new LegOnBridge(reconciliation.identity(), planned, 0, 1, 0, ANSWER_MICROS));
    leg.answeredBy(1);
    return leg;
  }

  private static void end(LegAudit leg, long sequence) {
    assertThat(leg.ending(END_MICROS, "hung up")).isTrue();
    leg.endedBy(sequence);
  }

  private void charge(int... minutes) {
    for (int minute : minutes) {
      bridge.charged(Charge.newBuilder().setLegNumber(1).setMinute(minute).setMinuteCount(1).setAmountMicros(20_000)
          .setTotalMicros(20_000L * (minute + 1)).build());
    }
  }

  private static Rejection rejection(RejectionReason reason, String message) {
    return Rejection.newBuilder().setSequence(1).setLegNumber(1).setReason(reason).setMessage(message).build();
  }

  /** A leg that ended as reported, three minutes streamed. */
  private CallRecord record(long endMicros) {
    return ReconciliationTest.record().toBuilder().setLegId("sim-9-rs-0").setConferenceId("sim-9-rs-c4")
        .setEndTime(EngineTime.timestamp(endMicros)).setDestination("France").build();
  }

  private CallRecord endedOnRequest() {
    return record(END_MICROS).toBuilder().setDenial(DenialReason.DENIAL_REASON_ADMINISTRATOR).build();
  }

  private CallRecord denied() {
    return record(END_MICROS).toBuilder().setDenial(DenialReason.DENIAL_REASON_NO_CREDIT).setChargeMicros(0)
        .setDestination("").setBilledSeconds(0).setCapability("FREECALL").build();
  }

  /**
   * A leg closed at its bridge's last contact, {@code seconds} after the answer, with two or three minutes charged by
   * then.
   */
  private CallRecord missing(int seconds) {
    long billed = Math.ceilDiv(seconds, 60) * 60L;
    return record(ANSWER_MICROS + seconds * 1_000_000L).toBuilder().setDurationSeconds(seconds).setBilledSeconds(billed)
        .setChargeMicros(billed / 60 * 20_000).setCause("").setCloseReason(CloseReason.CLOSE_REASON_MISSING).build();
  }

  private void assertClean() {
    assertThat(reconciliation.findings().first()).isEmpty();
  }

  private AbstractStringAssert<?> assertFirst(String text) {
    assertThat(reconciliation.findings().first()).isNotEmpty();
    return assertThat(reconciliation.findings().first().getFirst().toString()).contains(text);
  }

  /** Books with credit, and one record with its usage or none. */
  private record OneRecord(@Nullable CallRecord record) implements Books {
    private static final long CREDIT_MICROS = 1_000_000;

    @Override
    public void records(String organizationId, long fromMicros, Consumer<CallRecord> to) {
      Stream.ofNullable(record).forEach(to);
    }

    @Override
    public void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to) {
      to.accept(LedgerEntry.newBuilder().setEntryId("0").setKind(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE)
          .setAmountMicros(CREDIT_MICROS).setBalanceMicros(CREDIT_MICROS).build());
      if (record != null) {
        to.accept(LedgerEntry.newBuilder().setEntryId("1").setKind(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE)
            .setReference(record.getUsageId()).setAmountMicros(-record.getChargeMicros())
            .setBalanceMicros(CREDIT_MICROS - record.getChargeMicros()).build());
      }
    }

    @Override
    public GetBalanceResponse balance(String organizationId) {
      return GetBalanceResponse.newBuilder()
          .setBalanceMicros(CREDIT_MICROS - (record == null ? 0 : record.getChargeMicros())).build();
    }
  }
}
