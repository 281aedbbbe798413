package dev.tollbridge.simulator.rater;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a rate deck's file.
 *
 * @param fileRow position in the file; among equally narrow rows the earlier one has precedence
 * @param country empty: any
 * @param callerCountry empty: any
 * @param minDigits 0: no bound
 * @param maxDigits 0: no bound
 * @param window null: always
 */
record DeckRow(
    long fileRow,
    String prefix,
    String destination,
    BigDecimal pricePerMinute,
    BigDecimal connectionFee,
    int initialSeconds,
    int recurringSeconds,
    String country,
    String callerCountry,
    boolean reject,
    int minDigits,
    int maxDigits,
    @Nullable TimeWindow window) {
  private static final int MOST_DIGITS = 15;

  /** Whether the row applies to a number that starts with its prefix, at the time of the answer. */
  boolean applies(PhoneNumber rated, Instant answer) {
    return fits(rated) && (window == null || window.contains(answer));
  }

  /** Whether the row applies to a number that starts with its prefix, at any time of the week. */
  boolean fits(PhoneNumber rated) {
    int length = rated.digits().length();
    return (country.isEmpty() || country.equals(rated.countryCode())) && length >= minDigits
        && (maxDigits == 0 || length <= maxDigits);
  }

  /** Everything that decides which calls the row is for. */
  List<Object> conditions() {
    return List.of(prefix, country, callerCountry, minDigits, maxDigits, window == null ? "always" : window);
  }

  /** Minutes of the week in which the row applies; a row without a window counts as more than any window has. */
  int weeklyMinutes() {
    return window == null ? Integer.MAX_VALUE : window.weeklyMinutes();
  }

  /** How many lengths of numbers it is for. */
  int lengths() {
    return (maxDigits == 0 ? MOST_DIGITS : maxDigits) - Math.max(minDigits, prefix.length());
  }
}
