package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * The numbers of the legs that are active after one sequence. Changed on the loop only; any thread may read its size.
 *
 * <p>It follows events when they are first sent, not when they are numbered: so the list of active legs and its
 * sequence agree without a lock shared with the callers.
 */
final class ActiveLegSet {

  private final Set<Long> legNumbers = new HashSet<>();
  private long throughSequence;
  private volatile int size;

  /** The legs active after all events of an earlier run: events not yet sent are sent before any list. */
  ActiveLegSet(RecoveredState recovered) {
    recovered.activeLegs().forEach(leg -> legNumbers.add(leg.getLegNumber()));
    throughSequence = recovered.numbered();
    size = legNumbers.size();
  }

  /** Follows an event that is being sent; false if it was followed before. */
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

  /** Removes a leg that the server rejected or closed. */
  void remove(long legNumber) {
    legNumbers.remove(legNumber);
    size = legNumbers.size();
  }

  /** The last event sent; the set shows the state after it. */
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
