package dev.tollbridge.simulator.compare;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Price of a licence for a calendar month.
 *
 * @param currency ISO 4217
 */
public record LicencePrice(long micros, String currency) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?) ?([A-Za-z]{3})");

  /** Parses {@code 4.00USD} or {@code 4.00 USD}. */
  public static LicencePrice parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a price such as 4.00USD");
    }
    return new LicencePrice(Amounts.micros(new BigDecimal(matcher.group(1))),
        matcher.group(2).toUpperCase(Locale.ROOT));
  }
}
