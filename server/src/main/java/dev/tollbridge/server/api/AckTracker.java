package dev.tollbridge.server.api;

import dev.tollbridge.server.engine.Outcome;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Batches of events on their way through the shards, in order. A batch can be acknowledged when every shard has it and
 * every batch before it has been. Not thread-safe.
 */
final class AckTracker {
  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private int eventCount;

  /** One message's events. */
  static final class Batch {
    private final long through;
    private final int eventCount;
    private final List<Rejection> rejections;
    private int shardsLeft;

    private Batch(long through, int eventCount, List<Rejection> rejections, int shardCount) {
      this.through = through;
      this.eventCount = eventCount;
      this.rejections = rejections;
      this.shardsLeft = shardCount;
    }
  }

  /** @param rejections events that were not even sent to a shard */
  Batch begin(long through, int events, List<Rejection> rejections, int shardCount) {
    var batch = new Batch(through, events, new ArrayList<>(rejections), shardCount);
    batches.add(batch);
    eventCount += events;
    return batch;
  }

  /** Events received and not yet acknowledged. */
  int eventCount() {
    return eventCount;
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /**
   * A shard has the batch. Returns the acknowledgements that this allows: one, or more when there are so many rejections
   * that they would not fit a message.
   */
  List<EventsAck> applied(Batch batch, Outcome.EventsApplied applied) {
    batch.shardsLeft--;
    applied.rejections().forEach(rejection -> batch.rejections.add(Rejections.encode(rejection)));
    List<EventsAck> acks = new ArrayList<>(1);
    EventsAck.Builder ack = null;
    while (!batches.isEmpty() && batches.getFirst().shardsLeft == 0) {
      Batch complete = batches.removeFirst();
      eventCount -= complete.eventCount;
      if (ack != null && !fits(complete, ack)) {
        acks.add(ack.build());
        ack = null;
      }
      ack = ack == null ? EventsAck.newBuilder() : ack;
      complete.rejections.sort(Comparator.comparingLong(Rejection::getSequence));
      ack.setSequence(complete.through).addAllRejections(complete.rejections);
    }
    if (ack != null) {
      acks.add(ack.build());
    }
    return acks;
  }

  private static boolean fits(Batch batch, EventsAck.Builder ack) {
    return ack.getRejectionsCount() + batch.rejections.size() <= StreamLimits.MAX_EVENTS_PER_MESSAGE;
  }
}
