package dev.tollbridge.simulator.load;

import java.time.Duration;

/** Detects that a number has not changed for too long. */
final class Stall {
  private final long patienceNanos;
  private long last = Long.MIN_VALUE;
  private long changedNanos;

  Stall(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  /** Updates the number; true if it has been the same for the whole limit. */
  boolean isOver(long value) {
    long nowNanos = System.nanoTime();
    if (value != last) {
      last = value;
      changedNanos = nowNanos;
    }
    return nowNanos - changedNanos >= patienceNanos;
  }
}
