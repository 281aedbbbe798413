package dev.tollbridge.simulator.cdr;

import dev.tollbridge.v1.CallType;

/**
 * A generated completed call.
 *
 * @param callIdHigh upper half of the Call ID's UUID
 * @param user the organizer's four columns
 * @param service the number that was dialled, or that the meeting called from
 * @param attendee the number of the caller, or the number dialled
 * @param hiddenDigits last digits of the attendee's number that are hidden
 * @param homeCountry the organizer's country, as an index in {@link ReportNumbers}
 */
record GeneratedCall(
    long callIdHigh,
    long callIdLow,
    long conferenceId,
    FieldText user,
    CallType callType,
    Line service,
    Line attendee,
    int hiddenDigits,
    int homeCountry,
    long startMilli,
    long endMilli,
    Price price) {

  boolean isDialOut() {
    return callType == CallType.CALL_TYPE_DIAL_OUT;
  }

  /** Whole seconds, every started second counted. */
  long durationSeconds() {
    return Math.ceilDiv(endMilli - startMilli, 1000L);
  }
}
