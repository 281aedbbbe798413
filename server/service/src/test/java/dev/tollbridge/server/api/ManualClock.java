package dev.tollbridge.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that moves only when the test advances it. */
final class ManualClock implements InstantSource {
  private volatile Instant now;

  ManualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** The monotonic clock that goes with it. */
  long nanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, now);
  }

  synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }
}
