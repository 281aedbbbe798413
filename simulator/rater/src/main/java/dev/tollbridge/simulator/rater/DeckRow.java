package dev.tollbridge.simulator.rater;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a rate deck's file.
 *
 * @param fileRow position in the file; among equals the earlier row has precedence
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

  /** Precedence of the row among rows of its prefix: a country counts more than a time window. */
  int specificity() {
    return (country.isEmpty() ? 0 : 2) + (window == null ? 0 : 1);
  }
}
