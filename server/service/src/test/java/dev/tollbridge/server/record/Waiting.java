package dev.tollbridge.server.record;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
public final class Waiting {
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Waiting() {}

  public static void until(BooleanSupplier condition) {
    try {
      until("what was to happen", condition::getAsBoolean);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for {@code what}, which the message names when it does not happen. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
