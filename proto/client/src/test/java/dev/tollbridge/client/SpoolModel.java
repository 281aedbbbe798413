package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.LegEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a spool should hold, kept in the simplest way. */
final class SpoolModel {

  private final List<LegEvent> events;
  private final SortedMap<Long, LegEvent> active;
  private long acknowledged;

  SpoolModel() {
    this(new ArrayList<>(), new TreeMap<>(), 0);
  }

  private SpoolModel(List<LegEvent> events, SortedMap<Long, LegEvent> active, long acknowledged) {
    this.events = events;
    this.active = active;
    this.acknowledged = acknowledged;
  }

  SpoolModel copy() {
    return new SpoolModel(new ArrayList<>(events), new TreeMap<>(active), acknowledged);
  }

  /** The next answer, of the next leg. */
  LegEvent answer() {
    long leg = events.stream().filter(LegEvent::hasAnswered).count() + 1;
    LegEvent event = LegEvent.newBuilder().setSequence(numbered() + 1).setLegNumber(leg)
        .setAnswered(LegAnswered.newBuilder().setLegId("leg-" + leg)).build();
    events.add(event);
    active.put(leg, event);
    return event;
  }

  /** The next end. */
  LegEvent end(long legNumber) {
    LegEvent event = LegEvent.newBuilder().setSequence(numbered() + 1).setLegNumber(legNumber)
        .setEnded(LegEnded.newBuilder().setCause("hung up")).build();
    events.add(event);
    active.remove(legNumber);
    return event;
  }

  void acknowledge(long sequence) {
    acknowledged = sequence;
  }

  void drop(long legNumber) {
    active.remove(legNumber);
  }

  long numbered() {
    return events.size();
  }

  long acknowledged() {
    return acknowledged;
  }

  List<Long> activeLegNumbers() {
    return List.copyOf(active.keySet());
  }

  void assertHeldBy(RecoveredState state, String where) {
    assertThat(state.acknowledged()).as("acknowledged, %s", where).isEqualTo(acknowledged);
    assertEventsHeldBy(state, where);
  }

  /** As above, but a mark may be missing, so that more is sent again than needed. */
  void assertEventsHeldBy(RecoveredState state, String where) {
    assertThat(state.numbered()).as("numbered, %s", where).isEqualTo(numbered());
    assertThat(state.lastLegNumber()).as("last leg, %s", where)
        .isEqualTo(events.stream().filter(LegEvent::hasAnswered).count());
    assertThat(state.unacknowledged()).as("unacknowledged, %s", where)
        .isEqualTo(events.subList((int) state.acknowledged(), events.size()));
    assertThat(state.activeLegs()).as("active legs, %s", where).isEqualTo(List.copyOf(active.values()));
  }
}
