package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bridge of a random run: what happens on it, whether or not it is reported to the engine. */
final class SimulatedBridge {
  final String id;
  long session = 1;
  /** All events of the session; null where an event belongs to another shard. */
  final List<@Nullable LegEvent> events = new ArrayList<>();
  /** Answer times of the active legs, by number. */
  final TreeMap<Long, Long> running = new TreeMap<>();
  /** Who pays for each leg of the session, by number. */
  final TreeMap<Long, String> organizations = new TreeMap<>();
  int delivered;
  boolean away;
  long lastLegNumber;

  SimulatedBridge(String id) {
    this.id = id;
  }

  long nextSequence() {
    return events.size() + 1L;
  }

  /** All events from a sequence on, reported again or for the first time. */
  Command.LegEvents from(int sequence) {
    delivered = events.size();
    return range(sequence, events.size());
  }

  Command.LegEvents range(int from, int through) {
    return new Command.LegEvents(id, session, from, through, events.subList(from - 1, through).stream()
        .filter(Objects::nonNull).toList());
  }

  /** The bridge loses its state. Returns the answers of the legs that it still has. */
  List<LegEvent.Answered> restart() {
    List<LegEvent.Answered> kept = events.stream().filter(LegEvent.Answered.class::isInstance)
        .map(LegEvent.Answered.class::cast).filter(event -> running.containsKey(event.legNumber())).toList();
    session++;
    events.clear();
    running.clear();
    organizations.clear();
    delivered = 0;
    return kept;
  }
}
