package dev.tollbridge.simulator.rater;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a rate deck as the file gives it.
 *
 * @param fileRow position in the file; the earlier row wins among equals
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

  /** Whether the row applies to a number that starts with its prefix. */
  boolean applies(PhoneNumber rated, Instant answer) {
    return fits(rated) && (window == null || window.contains(answer));
  }

  /** Whether the row applies to a number that starts with its prefix, at some time. */
  boolean fits(PhoneNumber rated) {
    int length = rated.digits().length();
    return (country.isEmpty() || country.equals(rated.countryCode())) && length >= minDigits
        && (maxDigits == 0 || length <= maxDigits);
  }

  /** How specific the row is among rows of its prefix: a country counts more than a time window. */
  int specificity() {
    return (country.isEmpty() ? 0 : 2) + (window == null ? 0 : 1);
  }
}
