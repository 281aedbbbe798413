package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.LegStatus;

/** One leg's account from its answer to its record. Shared by the thread that ends the leg and the one that listens. */
public final class LegAudit {
  private static final String CHARGED = "MCOMEETACPEA";
  private static final String FREE = "FREECALL";
  private static final String CURRENCY = "USD";
  private static final long NOT_ENDED = Long.MIN_VALUE;

  private final LegOnBridge leg;
  private final Expectation expectation;
  private final Findings findings;
  private final MinuteTrack minutes;
  private long endMicros = NOT_ENDED;
  private String cause = "";

  LegAudit(LegOnBridge leg, Expectation expectation, Findings findings) {
    this.leg = leg;
    this.expectation = expectation;
    this.findings = findings;
    this.minutes = new MinuteTrack("leg " + leg.legId(), expectation, findings);
  }

  /** The leg as planned and as the bridge numbered it. */
  public LegOnBridge leg() {
    return leg;
  }

  /** Minutes whose charges were heard, or covered by something that was. */
  public synchronized int minutes() {
    return minutes.minutes();
  }

  /** Notes the end that is about to be reported; false when it was noted before. */
  public synchronized boolean ending(long atMicros, String why) {
    if (endMicros != NOT_ENDED) {
      return false;
    }
    endMicros = Math.max(atMicros, leg.answerMicros());
    cause = why;
    return true;
  }

  /** When the leg ended. */
  public synchronized long endMicros() {
    return endMicros;
  }

  synchronized void charged(Charge charge) {
    minutes.charged(charge);
  }

  synchronized void status(LegStatus status) {
    minutes.status(status);
  }

  synchronized void interrupted() {
    minutes.interrupted();
  }

  synchronized void closed(CallRecord record) {
    if (endMicros == NOT_ENDED) {
      findings.wrong("leg " + leg.legId(), "to go on", "closed: " + record.getCloseReason());
      return;
    }
    minutes.closed(record.getChargeMicros() - record.getClosingAdjustmentMicros());
    RecordComparison.compare("record of leg " + leg.legId(), expected(record), record, findings);
  }

  /** The record as it must be; what the simulator cannot know is taken from the one seen. */
  private CallRecord expected(CallRecord seen) {
    CallRecord.Builder expected = identified(seen);
    boolean denied = seen.getDenial() != DenialReason.DENIAL_REASON_UNSPECIFIED && minutes.minutes() == 0;
    if (expectation.isRejected()) {
      return expected.setDenial(DenialReason.DENIAL_REASON_REJECTED_BY_RATE).setChargeMicros(0)
          .setConnectionFeeMicros(0).setCapability(FREE).build();
    }
    if (denied) {
      return expected.setDenial(tolerated(seen.getDenial())).setChargeMicros(0).setConnectionFeeMicros(0)
          .setCapability(FREE).build();
    }
    priced(expected.setDenial(tolerated(seen.getDenial())));
    return expected.build();
  }

  private CallRecord.Builder identified(CallRecord seen) {
    PlannedLeg planned = leg.planned();
    return seen.toBuilder().setLegId(leg.legId()).setConferenceId(leg.identity().conferenceId(planned))
        .setOrganizationId(leg.organizationId()).setOrganizerId(planned.organizerId())
        .setCallType(planned.callType()).setServiceNumber(planned.service().text())
        .setRemoteNumber(planned.remote().text()).setRemoteCountryCode(planned.remote().countryCode())
        .setStartTime(EngineTime.timestamp(leg.answerMicros())).setEndTime(EngineTime.timestamp(endMicros))
        .setDurationSeconds(durationSeconds()).setCurrencyCode(CURRENCY).setCause(cause)
        .setCloseReason(CloseReason.CLOSE_REASON_ENDED).setBridgeId(leg.identity().bridgeId(leg.bridge()))
        .setSession(leg.identity().runNumber()).setLegNumber(leg.legNumber());
  }

  private void priced(CallRecord.Builder expected) {
    long chargeMicros = expectation.chargeMicros(durationSeconds());
    expected.setChargeMicros(chargeMicros).setDestination(expectation.destination());
    if (expectation.isPriced()) {
      expected.setBilledSeconds(expectation.billedSeconds(durationSeconds()));
    }
    expected.setConnectionFeeMicros(durationSeconds() == 0 ? 0 : expectation.connectionFeeMicros());
    if (chargeMicros != 0) {
      expected.setCapability(CHARGED);
    } else if (!expectation.isPriced()) {
      expected.setCapability(FREE);
    }
  }

  /** A load may run out of credit or time; any other denial is a fault. */
  private static DenialReason tolerated(DenialReason seen) {
    return seen == DenialReason.DENIAL_REASON_NO_CREDIT || seen == DenialReason.DENIAL_REASON_TOO_LONG
        ? seen
        : DenialReason.DENIAL_REASON_UNSPECIFIED;
  }

  private long durationSeconds() {
    return Expectation.durationSeconds(leg.answerMicros(), endMicros);
  }
}
