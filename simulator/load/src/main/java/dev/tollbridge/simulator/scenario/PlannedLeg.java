package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;

/**
 * One leg as planned, before the server has a say.
 *
 * @param number position in the plan, from 0
 * @param startNanos wall time after the load's start
 * @param holdMicros call time from answer to end
 * @param organization from 1
 * @param conference from 0, one organizer and one organization each
 * @param organizer within the organization, from 0
 * @param remote the caller, or the number dialled
 */
public record PlannedLeg(
    long number,
    long startNanos,
    long holdMicros,
    CallType callType,
    int organization,
    long conference,
    int organizer,
    PhoneNumber service,
    PhoneNumber remote) {

  /** Whether the meeting called the attendee. */
  public boolean isDialOut() {
    return callType == CallType.CALL_TYPE_DIAL_OUT;
  }

  /** Whether no network could dial the number, so that the server must refuse the leg. */
  public boolean isUndiallable() {
    return isDialOut() && remote.digits().isEmpty();
  }

  /** The number that the rate is chosen by. */
  public PhoneNumber rated() {
    return isDialOut() ? remote : service;
  }

  /** Country that caller-country rates look at; empty for dial-out and anonymous callers. */
  public String callerCountry() {
    return isDialOut() ? "" : remote.countryCode();
  }

  /** The organizer's id. */
  public String organizerId() {
    return "organizer-" + organizer;
  }
}
