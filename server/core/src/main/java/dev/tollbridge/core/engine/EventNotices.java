package dev.tollbridge.core.engine;

import java.util.ArrayList;
import java.util.List;

/** Collects the notices of one batch of leg events, in the order of the events. */
final class EventNotices {
  private final List<Outcome.EventNotice> list = new ArrayList<>(0);

  void add(LegEvent event, NoticeReason reason) {
    add(event, reason, 0);
  }

  /** @param offMicros by how much a time was off */
  void add(LegEvent event, NoticeReason reason, long offMicros) {
    list.add(new Outcome.EventNotice(event.sequence(), event.legNumber(), reason, offMicros));
  }

  List<Outcome.EventNotice> list() {
    return list;
  }
}
