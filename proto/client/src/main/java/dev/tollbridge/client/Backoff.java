package dev.tollbridge.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts to connect: exponential, with full jitter, so that bridges that lost the same server
 * do not return together.
 */
final class Backoff {

  /** Never zero: to a listener zero means that the client has stopped. */
  private static final long LEAST_NANOS = 1_000_000;

  private final long firstNanos;
  private final long maxNanos;
  private final RandomGenerator random;
  private long ceilingNanos;

  Backoff(Duration first, Duration max, RandomGenerator random) {
    if (first.toNanos() < LEAST_NANOS || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("backoff must be 1 ms or more and max not below first: " + first + ", " + max);
    }
    this.firstNanos = first.toNanos();
    this.maxNanos = max.toNanos();
    this.random = random;
    this.ceilingNanos = firstNanos;
  }

  /** Time to wait before the next attempt. */
  Duration next() {
    long ceiling = ceilingNanos;
    ceilingNanos = ceiling > maxNanos / 2 ? maxNanos : 2 * ceiling;
    return Duration.ofNanos(random.nextLong(LEAST_NANOS, ceiling + 1));
  }

  /** Starts over after an attempt that succeeded. */
  void reset() {
    ceilingNanos = firstNanos;
  }
}
