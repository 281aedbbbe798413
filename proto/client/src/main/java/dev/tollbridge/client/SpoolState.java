package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** State of a session after the records of a spool; updated alike when they are written and when they are read. */
final class SpoolState {

  private final TreeMap<Long, LegEvent> activeLegs = new TreeMap<>();
  private long numbered;
  private long acknowledged;
  private long lastLegNumber;

  /** The state when a segment was begun, still without its active legs. */
  static SpoolState at(SpoolRecord.Header header) {
    SpoolState state = new SpoolState();
    state.numbered = header.firstSequence() - 1;
    state.acknowledged = header.acknowledged();
    state.lastLegNumber = header.lastLegNumber();
    return state;
  }

  void activeLeg(LegEvent answered) {
    activeLegs.put(answered.getLegNumber(), answered);
  }

  /** Follows the next event. */
  void event(LegEvent event) {
    numbered = event.getSequence();
    if (event.hasAnswered()) {
      lastLegNumber = event.getLegNumber();
      activeLegs.put(event.getLegNumber(), event);
    } else {
      activeLegs.remove(event.getLegNumber());
    }
  }

  void acknowledged(long sequence) {
    acknowledged = Math.max(acknowledged, sequence);
  }

  /** Returns whether the leg was active. */
  boolean dropped(long legNumber) {
    return activeLegs.remove(legNumber) != null;
  }

  long numbered() {
    return numbered;
  }

  long acknowledged() {
    return acknowledged;
  }

  long lastLegNumber() {
    return lastLegNumber;
  }

  List<LegEvent> activeLegs() {
    return List.copyOf(activeLegs.values());
  }

  /** The beginning of a segment that is begun now. */
  List<SpoolRecord> checkpoint(String bridgeId, long session) {
    List<SpoolRecord> records = new ArrayList<>();
    records.add(new SpoolRecord.Header(bridgeId, session, numbered + 1, acknowledged, lastLegNumber,
        activeLegs.size()));
    activeLegs.values().forEach(leg -> records.add(new SpoolRecord.ActiveLeg(leg)));
    return records;
  }
}
