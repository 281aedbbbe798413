package dev.tollbridge.simulator.rater;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The expected cost of one leg by the row that applies to it. Amounts are micros of the deck's currency. */
public final class Expectation {
  private static final BigDecimal MICROS_PER_UNIT = new BigDecimal(1_000_000);
  private static final BigDecimal SECONDS_PER_MINUTE = new BigDecimal(60);
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final @Nullable DeckRow row;

  Expectation(@Nullable DeckRow row) {
    this.row = row;
  }

  /** Whether there is a price; a leg without one is free. */
  public boolean isPriced() {
    return row != null && !row.reject();
  }

  /** Whether the deck rejects the number. */
  public boolean isRejected() {
    return row != null && row.reject();
  }

  /** Destination that the record must have; empty without a price. */
  public String destination() {
    return row != null && !row.reject() ? row.destination() : "";
  }

  /** Fee for the connection. */
  public long connectionFeeMicros() {
    return row != null && !row.reject() ? micros(row.connectionFee()) : 0;
  }

  /** Price of one minute; 0 without a price. */
  public long pricePerMinuteMicros() {
    return row != null && !row.reject() ? micros(row.pricePerMinute()) : 0;
  }

  /** First billed interval; 0 without a price. */
  public int initialSeconds() {
    return row != null && !row.reject() ? row.initialSeconds() : 0;
  }

  /** Every later billed interval; 0 without a price. */
  public int recurringSeconds() {
    return row != null && !row.reject() ? row.recurringSeconds() : 0;
  }

  /** Cost of a leg with {@code billedSeconds}, fee included; 0 for 0 seconds. */
  public long costMicros(long billedSeconds) {
    if (row == null || row.reject() || billedSeconds == 0) {
      return 0;
    }
    BigDecimal perMinute = row.pricePerMinute().multiply(MICROS_PER_UNIT).multiply(BigDecimal.valueOf(billedSeconds));
    long usage = perMinute.divide(SECONDS_PER_MINUTE, 0, RoundingMode.HALF_UP).longValueExact();
    return Math.addExact(usage, connectionFeeMicros());
  }

  /** Total charge of the minutes before {@code minuteCount}: what a leg costs that ends with the last of them. */
  public long minutesMicros(int minuteCount) {
    return chargeMicros(minuteCount * 60L);
  }

  /** Seconds billed for a duration: the initial increment, then whole recurring ones. */
  public long billedSeconds(long durationSeconds) {
    if (row == null || row.reject() || durationSeconds == 0) {
      return 0;
    }
    long beyondSeconds = Math.max(0, durationSeconds - row.initialSeconds());
    long started = (beyondSeconds + row.recurringSeconds() - 1) / row.recurringSeconds();
    return row.initialSeconds() + started * row.recurringSeconds();
  }

  /** The final charge of a leg with this duration. */
  public long chargeMicros(long durationSeconds) {
    return costMicros(billedSeconds(durationSeconds));
  }

  /** Whole seconds between answer and end, every started second counted. */
  public static long durationSeconds(long answerMicros, long endMicros) {
    return Math.ceilDiv(endMicros - answerMicros, MICROS_PER_SECOND);
  }

  private static long micros(BigDecimal units) {
    return units.multiply(MICROS_PER_UNIT).longValueExact();
  }
}
