package dev.tollbridge.simulator.replay;

import dev.tollbridge.v1.Opened;
import java.time.Duration;
import java.time.Instant;

/**
 * The server's engine time, reckoned from one answer of the server and the monotonic clock.
 *
 * @param server engine time at the anchor
 * @param anchorNanos monotonic time at the anchor
 * @param timeScale how many times faster than the wall clock engine time runs
 */
record EngineClock(Instant server, long anchorNanos, int timeScale) {

  static EngineClock of(Opened opened, long nowNanos) {
    return new EngineClock(
        Instant.ofEpochSecond(opened.getServerTime().getSeconds(), opened.getServerTime().getNanos()), nowNanos,
        Math.max(1, opened.getTimeScale()));
  }

  Instant now() {
    return server.plusNanos(Math.multiplyExact(System.nanoTime() - anchorNanos, (long) timeScale));
  }

  /** Wall time from now until an engine time; not above zero when it is past. */
  long nanosUntil(Instant instant) {
    long engineNanos = Duration.between(now(), instant).toNanos();
    return engineNanos / timeScale;
  }
}
