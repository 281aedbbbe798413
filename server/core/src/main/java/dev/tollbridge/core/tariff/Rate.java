package dev.tollbridge.core.tariff;

import dev.tollbridge.core.money.Money;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a rate deck: which calls it applies to and what they cost. Money is micros of the deck's currency.
 *
 * @param prefix digits that the rated number starts with, at most 15; empty: any
 * @param destination name for people
 * @param pricePerMinuteMicros 0 to {@link #MAX_PRICE_MICROS}
 * @param connectionFeeMicros charged once, with minute 0; 0 to {@link #MAX_PRICE_MICROS}
 * @param country ISO 3166 alpha-2 country that the rated number must have; empty: any
 * @param callerCountry ISO 3166 alpha-2 country that the caller must have; empty: any
 * @param reject matching calls are refused instead of priced
 * @param minDigits the rated number has at least this many digits; 0: no bound
 * @param maxDigits the rated number has at most this many digits; 0: no bound
 * @param window when the rate applies; null: always
 */
public record Rate(
    String prefix,
    String destination,
    long pricePerMinuteMicros,
    long connectionFeeMicros,
    Increments increments,
    String country,
    String callerCountry,
    boolean reject,
    int minDigits,
    int maxDigits,
    @Nullable TimeWindow window) {
  public static final int MAX_PREFIX_DIGITS = 15;
  /** An E.164 number has no more digits. */
  public static final int MAX_NUMBER_DIGITS = 15;
  public static final int MAX_DESTINATION_LENGTH = 200;
  /** A million units: far above any price in any currency. */
  public static final long MAX_PRICE_MICROS = 1_000_000 * Money.MICROS_PER_UNIT;

  private static final int SECONDS_PER_MINUTE = 60;
  private static final String ABOVE_MAXIMUM = "above the maximum of " + Money.format(MAX_PRICE_MICROS) + ", in micros";

  public Rate {
    requireDigits(prefix);
    require(destination.length() <= MAX_DESTINATION_LENGTH, "destination", "too long", destination.length());
    requirePrice("price per minute", pricePerMinuteMicros);
    requirePrice("connection fee", connectionFeeMicros);
    Objects.requireNonNull(increments, "increments");
    requireCountry("country", country);
    requireCountry("caller country", callerCountry);
    require(minDigits >= 0, "least digits", "below zero", minDigits);
    require(maxDigits == 0 || maxDigits >= minDigits, "most digits", "below the least digits", maxDigits);
  }

  private static void requireDigits(String prefix) {
    boolean digits = prefix.chars().allMatch(c -> c >= '0' && c <= '9');
    require(digits && prefix.length() <= MAX_PREFIX_DIGITS, "prefix", "not 0 to 15 digits", prefix);
  }

  private static void requirePrice(String name, long micros) {
    require(micros >= 0, name, "below zero", micros);
    require(micros <= MAX_PRICE_MICROS, name, ABOVE_MAXIMUM, micros);
  }

  private static void requireCountry(String name, String code) {
    boolean valid = code.isEmpty() || (code.length() == 2 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z'));
    require(valid, name, "not two capital letters", code);
  }

  private static void require(boolean valid, String name, String fault, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + fault + ": " + value);
    }
  }

  /** The price of a whole call: the one function that every call is priced by. */
  public Price price(long durationSeconds) {
    long billedSeconds = increments.billedSeconds(durationSeconds);
    return billedSeconds == 0
        ? Price.NOTHING
        : new Price(billedSeconds, connectionFeeMicros, costMicros(billedSeconds));
  }

  /** What a call of {@code billedSeconds} costs, fee included; 0 for 0. */
  long costMicros(long billedSeconds) {
    if (billedSeconds < 0) {
      throw new IllegalArgumentException("billed time is below zero: " + billedSeconds);
    }
    if (billedSeconds == 0) {
      return 0;
    }
    long time = Money.multiplyDivideHalfUp(pricePerMinuteMicros, billedSeconds, SECONDS_PER_MINUTE);
    return Math.addExact(connectionFeeMicros, time);
  }

  /**
   * The charge of one minute, counted from 0: with the charges before it, the most that a call can cost that ends
   * within this minute. 0 when an increment that began earlier covers it.
   */
  public long minuteMicros(int minute) {
    return Math.subtractExact(totalMicros(minute + 1L), totalMicros((long) minute));
  }

  /** The charges of the first {@code minutes} minutes together: the most that a call can cost that ends within them. */
  public long totalMicros(int minutes) {
    return totalMicros((long) minutes);
  }

  private long totalMicros(long minutes) {
    if (minutes > 0 && increments.everyMinute()) {
      // the same without a division: most rates are like this, and every charge asks
      return Math.addExact(connectionFeeMicros, Math.multiplyExact(pricePerMinuteMicros, minutes));
    }
    return costMicros(increments.billedSeconds(SECONDS_PER_MINUTE * minutes));
  }

  /** Whether a call of any length costs nothing. */
  public boolean free() {
    return pricePerMinuteMicros == 0 && connectionFeeMicros == 0;
  }

  /** The fewest digits of a number that the rate can apply to. */
  public int leastDigits() {
    return Math.max(minDigits, prefix.length());
  }

  /** The most digits of a number that the rate can apply to. */
  public int mostDigits() {
    return maxDigits == 0 ? MAX_NUMBER_DIGITS : maxDigits;
  }

  /** How many lengths of numbers the rate can apply to. */
  int lengthCount() {
    return mostDigits() - leastDigits() + 1;
  }

  /** Minutes of a week in which the rate applies; of one without a window, more than any window has. */
  int minutesPerWeek() {
    return window == null ? Integer.MAX_VALUE : window.minutesPerWeek();
  }

  /** Whether everything but prefix and caller country matches. */
  boolean applies(RatedNumber number, long atMicros, Zones zones) {
    int digits = number.digits().length();
    return digits >= minDigits
        && (maxDigits == 0 || digits <= maxDigits)
        && (country.isEmpty() || country.equals(number.country()))
        && (window == null || window.contains(atMicros, zones));
  }
}
