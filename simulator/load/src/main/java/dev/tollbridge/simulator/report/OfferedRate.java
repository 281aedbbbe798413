package dev.tollbridge.simulator.report;

import java.util.Locale;

/**
 * The planned and the actual rate at which legs start.
 *
 * @param due legs of the plan
 * @param dueNanos from the load's start to the last planned start
 * @param started legs that were started
 * @param startedNanos from the load's start to the last actual start
 * @param late legs that were started more than a second late
 */
public record OfferedRate(long due, long dueNanos, long started, long startedNanos, long late) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int PERCENT = 100;

  /** Legs a second as planned. */
  double target() {
    return perSecond(due, dueNanos);
  }

  /** Legs a second as started. */
  double achieved() {
    return perSecond(started, Math.max(dueNanos, startedNanos));
  }

  /** Whether no more legs than allowed were started over a second late, or not at all. */
  boolean isReached(int allowedPercent) {
    return (due - started + late) * PERCENT <= due * allowedPercent;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f of %.2f", achieved(), target());
  }

  private static double perSecond(long legs, long nanos) {
    return nanos <= 0 ? 0 : legs * NANOS_PER_SECOND / nanos;
  }
}
