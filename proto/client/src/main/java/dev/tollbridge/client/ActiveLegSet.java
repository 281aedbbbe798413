package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * The numbers of the active legs as they stand after one sequence. Changed on the loop only; any thread may read its
 * size.
 *
 * <p>It follows the events as they are sent for the first time, not as they are numbered: so the list of active legs
 * and the sequence that it goes with agree without a lock shared with the callers.
 */
final class ActiveLegSet {

  private final Set<Long> legNumbers = new HashSet<>();
  private long throughSequence;
  private volatile int size;

  /** The legs that an earlier life left, after all of its events: whatever was not sent is sent before any list. */
  ActiveLegSet(RecoveredState recovered) {
    recovered.activeLegs().forEach(leg -> legNumbers.add(leg.getLegNumber()));
    throughSequence = recovered.numbered();
    size = legNumbers.size();
  }

  /** Follows an event that is being sent; false when it was followed before. */
  boolean follow(LegEvent event) {
    if (event.getSequence() <= throughSequence) {
      return false;
    }
    throughSequence = event.getSequence();
    switch (event.getEventCase()) {
      case ANSWERED -> legNumbers.add(event.getLegNumber());
      case ENDED -> legNumbers.remove(event.getLegNumber());
      case EVENT_NOT_SET -> throw new IllegalArgumentException("event without content");
    }
    size = legNumbers.size();
    return true;
  }

  /** Takes out a leg that the server rejected or closed. */
  void remove(long legNumber) {
    legNumbers.remove(legNumber);
    size = legNumbers.size();
  }

  /** The last event that was sent, and that the set shows the state after. */
  long throughSequence() {
    return throughSequence;
  }

  int size() {
    return size;
  }

  /** The numbers, ascending. */
  long[] toArray() {
    return legNumbers.stream().mapToLong(Long::longValue).sorted().toArray();
  }
}
