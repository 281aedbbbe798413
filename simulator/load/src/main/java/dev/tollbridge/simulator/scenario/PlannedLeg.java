package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;

/**
 * One leg as planned, independent of the server.
 *
 * @param number position in the plan, from 0
 * @param startNanos wall time after the load's start
 * @param holdMicros call time from answer to end
 * @param organization from 1
 * @param conference from 0; belongs to one organizer and one organization
 * @param organizer within the organization, from 0
 * @param remote the number of the caller, or the number dialled
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

  /** Whether the conference dialled the attendee. */
  public boolean isDialOut() {
    return callType == CallType.CALL_TYPE_DIAL_OUT;
  }

  /** Whether the number is malformed, so that the server must reject the leg. */
  public boolean isUndiallable() {
    return isDialOut() && remote.digits().isEmpty();
  }

  /** The number by which the rate is chosen. */
  public PhoneNumber rated() {
    return isDialOut() ? remote : service;
  }

  /** The country for rates that depend on the caller's country; empty for dial-out and anonymous callers. */
  public String callerCountry() {
    return isDialOut() ? "" : remote.countryCode();
  }

  /** The organizer's id. */
  public String organizerId() {
    return "organizer-" + organizer;
  }
}
