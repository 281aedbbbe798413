package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RejectionReason;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Batches of events on their way through the shards, in order. A batch can be acknowledged when every shard has it, its
 * late ends have been looked up, and every batch before it has been acknowledged. Not thread-safe.
 */
final class AckTracker {
  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private int eventCount;

  /** One message's events. */
  static final class Batch {
    private final long through;
    private final int eventCount;
    private final List<Rejection> rejections;
    private final List<Notice> notices;
    private final List<LateEnd> lateEnds;
    private int shardsLeft;
    private boolean settled;

    private Batch(long through, int eventCount, RoutedEvents events, int shardCount) {
      this.through = through;
      this.eventCount = eventCount;
      this.rejections = new ArrayList<>(events.rejections());
      this.notices = new ArrayList<>(events.notices());
      this.lateEnds = new ArrayList<>(events.lateEnds());
      this.shardsLeft = shardCount;
    }

    /** Ends that no shard could apply, known once every shard has the batch. */
    List<LateEnd> lateEnds() {
      return lateEnds;
    }
  }

  Batch begin(long through, int events, RoutedEvents routed, int shardCount) {
    var batch = new Batch(through, events, routed, shardCount);
    batches.add(batch);
    eventCount += events;
    return batch;
  }

  /** Events received and not yet acknowledged. */
  int eventCount() {
    return eventCount;
  }

  /** A shard has the batch, with its events as they were sent there. Returns whether every shard has it now. */
  boolean applied(Batch batch, int shard, List<LegEvent> events, Outcome.EventsApplied applied) {
    var rejected = new EventsInOrder(events);
    for (Outcome.EventRejection rejection : applied.rejections()) {
      LegEvent event = rejected.next(rejection.sequence());
      if (rejection.reason() == RejectionReason.UNKNOWN_LEG) {
        batch.lateEnds.add(new LateEnd((LegEvent.Ended) event, shard, false));
      } else {
        batch.rejections.add(Rejections.encode(rejection));
      }
    }
    notice(batch, events, applied);
    return --batch.shardsLeft == 0;
  }

  /** Adds the notices of events that were applied. */
  void notice(Batch batch, List<? extends LegEvent> events, Outcome.EventsApplied applied) {
    var noticed = new EventsInOrder(events);
    for (Outcome.EventNotice notice : applied.notices()) {
      batch.notices.add(Notices.encode(notice, noticed.next(notice.sequence())));
    }
  }

  /** Every shard has the batch; {@code known} are its late ends whose legs were found. Returns the rejected ones. */
  List<LateEnd> settle(Batch batch, Set<LateEnd> known) {
    List<LateEnd> rejected = batch.lateEnds.stream()
        .filter(end -> !end.repeated() && !known.contains(end)).toList();
    rejected.forEach(end -> batch.rejections.add(end.rejection()));
    batch.settled = true;
    return rejected;
  }

  /** The acknowledgements that are due: more than one when the rejections and notices would not fit one message. */
  List<EventsAck> drainDue() {
    List<EventsAck> acks = new ArrayList<>(1);
    EventsAck.Builder ack = null;
    while (!batches.isEmpty() && batches.getFirst().settled) {
      Batch complete = batches.removeFirst();
      eventCount -= complete.eventCount;
      if (ack != null && !fits(complete, ack)) {
        acks.add(ack.build());
        ack = null;
      }
      ack = ack == null ? EventsAck.newBuilder() : ack;
      complete.rejections.sort(Comparator.comparingLong(Rejection::getSequence));
      complete.notices.sort(Comparator.comparingLong(Notice::getSequence));
      ack.setSequence(complete.through).addAllRejections(complete.rejections).addAllNotices(complete.notices);
    }
    if (ack != null) {
      acks.add(ack.build());
    }
    return acks;
  }

  private static boolean fits(Batch batch, EventsAck.Builder ack) {
    return ack.getRejectionsCount() + batch.rejections.size() + ack.getNoticesCount()
        + batch.notices.size() <= StreamLimits.MAX_EVENTS_PER_MESSAGE;
  }
}
