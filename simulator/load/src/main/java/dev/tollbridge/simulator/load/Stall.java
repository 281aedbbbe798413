package dev.tollbridge.simulator.load;

import java.time.Duration;

/** Notices that a number has not changed for too long. */
final class Stall {
  private final long patienceNanos;
  private long last = Long.MIN_VALUE;
  private long changedNanos;

  Stall(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  /** Takes the number as it is now; true when it was the same all the while. */
  boolean isOver(long value) {
    long nowNanos = System.nanoTime();
    if (value != last) {
      last = value;
      changedNanos = nowNanos;
    }
    return nowNanos - changedNanos >= patienceNanos;
  }
}
