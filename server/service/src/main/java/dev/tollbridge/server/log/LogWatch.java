package dev.tollbridge.server.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/**
 * Notices that Ratis has given a shard up silently: it closes a log, or ends an election, when it cannot write its
 * own files. Nothing would ever be accepted again, and nobody would know why. Used by one thread.
 */
final class LogWatch {
  /** A single member elects itself within a second. */
  private static final long MAX_LEADERLESS_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final RaftServer server;
  private final List<ShardReplica> replicas;
  private final long[] ledNanos;

  LogWatch(RaftServer server, List<ShardReplica> replicas) {
    this.server = server;
    this.replicas = replicas;
    ledNanos = new long[replicas.size()];
    Arrays.fill(ledNanos, System.nanoTime());
  }

  /** Stops the shard when its log has been given up. */
  void check(int shard, RaftGroupId groupId) {
    try {
      check(shard, server.getDivision(groupId).getInfo(), System.nanoTime());
    } catch (IOException e) {
      stop(shard, "is gone: " + e.getMessage());
    }
  }

  private void check(int shard, DivisionInfo info, long nowNanos) {
    if (!info.isAlive()) {
      stop(shard, "was closed; the messages before this one give the reason");
    } else if (info.isLeader()) {
      ledNanos[shard] = nowNanos;
    } else if (nowNanos - ledNanos[shard] > MAX_LEADERLESS_NANOS) {
      stop(shard, "has had no leader for too long; the messages before this one give the reason");
    }
  }

  private void stop(int shard, String what) {
    replicas.get(shard).stop(new LogFailedException(shard, what));
  }
}
