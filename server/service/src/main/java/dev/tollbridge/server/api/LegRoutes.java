package dev.tollbridge.server.api;

import java.util.Map;
import org.agrona.collections.Long2LongHashMap;

/** Which shard each leg of a session is in: from its answer until the bridge has taken over its closing. Thread-safe. */
final class LegRoutes {
  static final int NO_SHARD = -1;

  private final Long2LongHashMap shards = new Long2LongHashMap(NO_SHARD);
  private final int maxLegs;

  LegRoutes(int maxLegs) {
    this.maxLegs = maxLegs;
  }

  /** What a shard knew of when the session was opened. */
  synchronized void restore(long legNumber, int shard) {
    shards.put(legNumber, shard);
  }

  /**
   * A leg was answered in a shard. Returns whether it may be there: a leg's number that is in use in another shard would
   * hide that leg from its own end.
   */
  synchronized boolean add(long legNumber, int shard) {
    int present = shard(legNumber);
    if (present == NO_SHARD) {
      requireRoom();
      shards.put(legNumber, shard);
      return true;
    }
    return present == shard;
  }

  private void requireRoom() {
    if (shards.size() >= maxLegs) {
      throw ApiErrors.resourceExhausted("TOO_MANY_CLOSINGS",
          "more than " + maxLegs + " legs are active or closed and not acknowledged; acknowledge closings",
          Map.of("max_legs", Integer.toString(maxLegs)));
    }
  }

  /** The leg's shard, or {@link #NO_SHARD}. */
  synchronized int shard(long legNumber) {
    return (int) shards.get(legNumber);
  }

  synchronized void remove(long legNumber) {
    shards.remove(legNumber);
  }
}
