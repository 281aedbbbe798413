package dev.tollbridge.server.log;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/**
 * Notices that Ratis has given the log up silently: it closes a log, or ends an election, when it cannot write its
 * own files. Nothing would ever be accepted again, and nobody would know why. Used by one thread.
 */
final class LogWatch {
  /** A single member elects itself within a second. */
  private static final long MAX_LEADERLESS_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final RaftServer server;
  private final Consumer<Throwable> stop;
  private long ledNanos = System.nanoTime();

  /** @param stop called with the reason when the log has been given up */
  LogWatch(RaftServer server, Consumer<Throwable> stop) {
    this.server = server;
    this.stop = stop;
  }

  void check(RaftGroupId groupId) {
    try {
      check(server.getDivision(groupId).getInfo(), System.nanoTime());
    } catch (IOException e) {
      stop("is gone: " + e.getMessage());
    }
  }

  private void check(DivisionInfo info, long nowNanos) {
    if (!info.isAlive()) {
      stop("was closed; the messages before this one give the reason");
    } else if (info.isLeader()) {
      ledNanos = nowNanos;
    } else if (nowNanos - ledNanos > MAX_LEADERLESS_NANOS) {
      stop("has had no leader for too long; the messages before this one give the reason");
    }
  }

  private void stop(String what) {
    stop.accept(new LogFailedException(what));
  }
}
