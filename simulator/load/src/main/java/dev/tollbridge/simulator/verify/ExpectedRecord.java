package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.Expectation;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CloseReason;
import dev.tollbridge.v1.DenialReason;

/**
 * The record that a leg must have. Fields that the simulator cannot know, such as the record's id, are copied from the
 * one received.
 *
 * @param session of the bridge at the closing
 * @param legNumber the bridge's own number at the closing
 * @param minutesCharged whether any minute was charged
 */
record ExpectedRecord(LegOnBridge leg, Expectation expectation, long session, long legNumber, boolean minutesCharged) {
  private static final String CHARGED = "MCOMEETACPEA";
  private static final String FREE = "FREECALL";
  private static final String CURRENCY = "USD";

  /** How a leg ended. */
  record End(long micros, String cause, CloseReason reason) {}

  CallRecord of(CallRecord seen, End end) {
    long durationSeconds = Expectation.durationSeconds(leg.answerMicros(), end.micros);
    CallRecord.Builder expected = identified(seen).setEndTime(EngineTime.timestamp(end.micros))
        .setDurationSeconds(durationSeconds).setCause(end.cause).setCloseReason(end.reason);
    boolean denied = seen.getDenial() != DenialReason.DENIAL_REASON_UNSPECIFIED
        && seen.getDenial() != DenialReason.DENIAL_REASON_ADMINISTRATOR && !minutesCharged;
    if (expectation.isRejected()) {
      return free(expected, DenialReason.DENIAL_REASON_REJECTED_BY_RATE);
    }
    if (denied) {
      return free(expected, tolerated(seen.getDenial()));
    }
    return priced(expected.setDenial(tolerated(seen.getDenial())), durationSeconds);
  }

  private static CallRecord free(CallRecord.Builder expected, DenialReason denial) {
    return expected.setDenial(denial).setChargeMicros(0).setConnectionFeeMicros(0).setCapability(FREE).build();
  }

  private CallRecord.Builder identified(CallRecord seen) {
    PlannedLeg planned = leg.planned();
    return seen.toBuilder().setLegId(leg.legId()).setConferenceId(leg.identity().conferenceId(planned))
        .setOrganizationId(leg.organizationId()).setOrganizerId(planned.organizerId())
        .setCallType(planned.callType()).setServiceNumber(planned.service().text())
        .setRemoteNumber(planned.remote().text()).setRemoteCountryCode(planned.remote().countryCode())
        .setStartTime(EngineTime.timestamp(leg.answerMicros())).setCurrencyCode(CURRENCY)
        .setBridgeId(leg.identity().bridgeId(leg.bridge())).setSession(session).setLegNumber(legNumber);
  }

  private CallRecord priced(CallRecord.Builder expected, long durationSeconds) {
    long chargeMicros = expectation.chargeMicros(durationSeconds);
    expected.setChargeMicros(chargeMicros).setDestination(expectation.destination());
    if (expectation.isPriced()) {
      expected.setBilledSeconds(expectation.billedSeconds(durationSeconds));
    }
    expected.setConnectionFeeMicros(durationSeconds == 0 ? 0 : expectation.connectionFeeMicros());
    if (chargeMicros != 0) {
      expected.setCapability(CHARGED);
    } else if (!expectation.isPriced()) {
      expected.setCapability(FREE);
    }
    return expected.build();
  }

  /**
   * A leg may exceed the maximum duration, run out of credit where there is little, and be ended on somebody's request;
   * any other denial is a fault.
   */
  DenialReason tolerated(DenialReason seen) {
    boolean outOfCredit = seen == DenialReason.DENIAL_REASON_NO_CREDIT
        && leg.identity().scenario().isBroke(leg.planned().organization());
    return outOfCredit || seen == DenialReason.DENIAL_REASON_TOO_LONG
        || seen == DenialReason.DENIAL_REASON_ADMINISTRATOR
            ? seen
            : DenialReason.DENIAL_REASON_UNSPECIFIED;
  }
}
