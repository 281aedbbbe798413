package dev.tollbridge.core.tariff;

/**
 * The steps in which time is billed.
 *
 * @param initialSeconds the first step, 1 to 3,600
 * @param recurringSeconds every later step, 1 to 3,600
 */
public record Increments(int initialSeconds, int recurringSeconds) {
  public static final int MAX_SECONDS = 3_600;
  /** Every started minute counts. */
  public static final Increments EVERY_MINUTE = new Increments(60, 60);

  public Increments {
    requireStep("initial", initialSeconds);
    requireStep("recurring", recurringSeconds);
  }

  private static void requireStep(String name, int seconds) {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(name + " increment must be 1 to " + MAX_SECONDS + " seconds: " + seconds);
    }
  }

  /** Whether whole minutes are billed as they are. */
  boolean everyMinute() {
    return initialSeconds == EVERY_MINUTE.initialSeconds && recurringSeconds == EVERY_MINUTE.recurringSeconds;
  }

  /** Seconds billed for a call of this length: whole steps, 0 for 0; a longer call is never billed less. */
  long billedSeconds(long durationSeconds) {
    if (durationSeconds < 0) {
      throw new IllegalArgumentException("duration is below zero: " + durationSeconds);
    }
    if (durationSeconds == 0) {
      return 0;
    }
    if (durationSeconds <= initialSeconds) {
      return initialSeconds;
    }
    long steps = Math.ceilDiv(durationSeconds - initialSeconds, recurringSeconds);
    return Math.addExact(initialSeconds, Math.multiplyExact(steps, recurringSeconds));
  }
}
