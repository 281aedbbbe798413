package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.LegEvent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds events by their sequences, which are requested in order, so that the events are walked once. */
final class EventsInOrder {
  private final Iterator<? extends LegEvent> rest;
  private @Nullable LegEvent event;

  EventsInOrder(List<? extends LegEvent> events) {
    rest = events.iterator();
  }

  /** The event with this sequence, which is the last one's or a later one's. */
  LegEvent next(long sequence) {
    LegEvent found = event == null ? rest.next() : event;
    while (found.sequence() != sequence) {
      found = rest.next();
    }
    event = found;
    return found;
  }
}
