package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;
import java.util.List;

/**
 * Where a session continues.
 *
 * @param resumed there was an earlier run of the bridge, even one without events
 * @param acknowledged every event up to here is on the server's disk
 * @param lastLegNumber the last leg number given
 * @param unacknowledged the events after {@code acknowledged}, in order and without a gap
 * @param activeLegs the answers of the legs that are active after all these events, in the order of their numbers
 */
record RecoveredState(
    long session,
    boolean resumed,
    long acknowledged,
    long lastLegNumber,
    List<LegEvent> unacknowledged,
    List<LegEvent> activeLegs) {

  static RecoveredState fresh(long session) {
    return new RecoveredState(session, false, 0, 0, List.of(), List.of());
  }

  /** Sequence of the last event. */
  long numbered() {
    return acknowledged + unacknowledged.size();
  }
}
