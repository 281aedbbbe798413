package dev.tollbridge.server.log;

import java.time.Duration;

/**
 * When snapshots are taken.
 *
 * @param logBytes after this much of the log of all shards since the last one
 * @param interval and at the latest after this time, if anything was logged
 * @param shards how many shards take turns
 */
public record SnapshotPolicy(long logBytes, Duration interval, int shards) {
  long intervalNanos() {
    return interval.toNanos();
  }

  /** Shards start after different amounts of log, so that they do not all copy their state after the same entry. */
  long firstLogBytes(int shard) {
    return logBytes * (shard + 1) / shards;
  }

  /** Shards start at different points of the interval, so that they do not all write at the same time. */
  long firstIntervalNanos(int shard) {
    return interval.toNanos() * (shard + 1) / shards;
  }
}
