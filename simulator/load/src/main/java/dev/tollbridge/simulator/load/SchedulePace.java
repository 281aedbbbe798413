package dev.tollbridge.simulator.load;

import java.util.concurrent.TimeUnit;

/**
 * Whether one driver keeps the schedule. Time for which the server made it wait, or for which its bridge was down on
 * purpose, does not count, nor does a short stall that it makes up for. Used by the driver; other threads read the
 * result.
 */
final class SchedulePace {
  /** A driver that is later than this through its own fault is behind. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);
  /** A driver that is continuously behind for this long does not keep the schedule. */
  private static final long TOO_LONG_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long CAUGHT_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long NEVER = Long.MIN_VALUE;

  private long excusedNanos;
  private long behindSinceNanos = NEVER;
  private volatile long longestBehindNanos;
  private volatile long worstNanos;

  /** Excuses time for which others made the driver wait. */
  void excuse(long nanos) {
    excusedNanos += nanos;
  }

  /** A leg that was due at {@code dueNanos} is being started. */
  void started(long dueNanos, long nowNanos) {
    long behindNanos = nowNanos - dueNanos;
    if (behindNanos <= CAUGHT_UP_NANOS) {
      excusedNanos = 0;
    }
    long ownNanos = behindNanos - excusedNanos;
    worstNanos = Math.max(worstNanos, ownNanos);
    if (ownNanos <= LATE_NANOS) {
      behindSinceNanos = NEVER;
      return;
    }
    if (behindSinceNanos == NEVER) {
      behindSinceNanos = nowNanos;
    }
    longestBehindNanos = Math.max(longestBehindNanos, nowNanos - behindSinceNanos);
  }

  /** Whether the driver kept the schedule, apart from excused time. */
  boolean isKept() {
    return longestBehindNanos < TOO_LONG_NANOS;
  }

  /** The most that the driver was late, apart from excused time. */
  long worstNanos() {
    return worstNanos;
  }
}
