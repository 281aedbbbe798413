package dev.tollbridge.server.record;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class Waiting {
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

  private Waiting() {}

  public static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
