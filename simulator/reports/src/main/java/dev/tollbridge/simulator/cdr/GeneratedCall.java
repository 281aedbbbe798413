package dev.tollbridge.simulator.cdr;

import dev.tollbridge.v1.CallType;

/**
 * A completed call, to be written.
 *
 * @param callIdHigh upper half of the Call ID's UUID
 * @param user the organizer's four columns
 * @param service the number that was dialled, or that the meeting called from
 * @param attendee the caller, or who was dialled
 * @param hiddenDigits of the attendee's number
 * @param homeCountry the organizer's, as an index in the number pool
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
