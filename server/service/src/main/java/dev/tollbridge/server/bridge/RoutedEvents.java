package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message's events, each with its destination: its organization's shard, the bridge as a rejection, or the records
 * of past legs.
 */
final class RoutedEvents {
  private final StreamContext context;
  private final long session;
  private final Caller caller;
  private final List<List<LegEvent>> byShard = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>(0);
  private final List<Notice> notices = new ArrayList<>(0);
  private final List<LateEnd> lateEnds = new ArrayList<>(0);
  private long newestMicros = BridgeClock.NO_TIME;
  /** Shards of the legs answered in this message, once an end names no organization. */
  private @Nullable Map<Long, Integer> shardsOfLegs;

  RoutedEvents(StreamContext context, long session, Caller caller) {
    this.context = context;
    this.session = session;
    this.caller = caller;
    context.shards().forEach(_ -> byShard.add(new ArrayList<>(0)));
  }

  List<LegEvent> ofShard(int shard) {
    return byShard.get(shard);
  }

  /** Events that were not even sent to a shard. */
  List<Rejection> rejections() {
    return rejections;
  }

  /** The latest time of the events; {@link BridgeClock#NO_TIME} when there is none. */
  long newestMicros() {
    return newestMicros;
  }

  /** What was corrected before they were sent to a shard. */
  List<Notice> notices() {
    return notices;
  }

  /** Adds a notice that is about none of the events; null adds nothing. */
  void add(@Nullable Notice notice) {
    if (notice != null) {
      notices.add(notice);
    }
  }

  List<LateEnd> lateEnds() {
    return lateEnds;
  }

  /** An event that is new to this stream and was not in every shard when it was opened. */
  void add(dev.tollbridge.v1.LegEvent event) {
    LegEvent decoded = context.decoder().decode(event, session, rejections::add, notices::add);
    switch (decoded) {
      case null -> {
      }
      case LegEvent.Answered answered when !caller.mayUse(answered.call().organizationId()) ->
        rejections.add(Rejections.invalid(answered.sequence(), answered.legNumber(),
            "answered.organization_id: this identity is bound to other organizations"));
      case LegEvent.Answered answered -> answered(answered);
      case LegEvent.Ended ended -> ended(ended);
    }
  }

  private void answered(LegEvent.Answered answered) {
    context.metrics().legAnswered();
    newestMicros = Math.max(newestMicros, answered.answerMicros());
    int shard = context.shardOf(answered.call().organizationId());
    byShard.get(shard).add(answered);
    if (shardsOfLegs != null) {
      shardsOfLegs.put(answered.legNumber(), shard);
    }
  }

  private void ended(LegEvent.Ended ended) {
    context.metrics().legEnded();
    if (ended.endMicros() != LegEvent.Ended.NO_TIME) {
      newestMicros = Math.max(newestMicros, ended.endMicros());
    }
    byShard.get(shardOf(ended)).add(ended);
  }

  private int shardOf(LegEvent.Ended ended) {
    int shard = context.shardOf(ended.organizationId());
    return ended.organizationId().isEmpty() ? shardsOfLegs().getOrDefault(ended.legNumber(), shard) : shard;
  }

  private Map<Long, Integer> shardsOfLegs() {
    if (shardsOfLegs == null) {
      shardsOfLegs = new HashMap<>();
      for (int shard = 0; shard < byShard.size(); shard++) {
        for (LegEvent event : byShard.get(shard)) {
          if (event instanceof LegEvent.Answered) {
            shardsOfLegs.put(event.legNumber(), shard);
          }
        }
      }
    }
    return shardsOfLegs;
  }

  /**
   * An event that was forwarded before. It changes nothing, with two exceptions: the closing that an end led to may have
   * been lost, or the search for the leg of an end that named another organization.
   */
  void addRepeated(dev.tollbridge.v1.LegEvent event) {
    if (event.hasEnded()
        && context.decoder().decode(event, session, _ -> {}, _ -> {}) instanceof LegEvent.Ended ended) {
      lateEnds.add(new LateEnd(ended, context.shardOf(ended.organizationId()), true));
    }
  }
}
