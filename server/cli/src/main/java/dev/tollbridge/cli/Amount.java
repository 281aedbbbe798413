package dev.tollbridge.cli;

import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.core.money.Money;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** An amount of money as people write it: {@code 50.00 EUR}. */
record Amount(long micros, String currency) {
  private static final Pattern FORM = Pattern.compile("(?<amount>[+-]?[0-9.,]+)\\s*(?<currency>[A-Za-z]{3})");

  /** Reads an amount from one or two words. */
  static Amount of(List<String> words) {
    return parse(String.join(" ", words));
  }

  static Amount parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new TypeConversionException("'" + text + "' is not an amount with its currency, such as 50.00 EUR");
    }
    String amount = parts.group("amount");
    if (amount.contains(",")) {
      throw new TypeConversionException("'" + text + "': write decimals with a point and thousands without a comma,"
          + " such as 1250.50 EUR");
    }
    try {
      return new Amount(Money.parseMicros(amount), parts.group("currency").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }

  static String decimal(long micros, String currency) {
    return CurrencyFormat.of(currency).exact(micros);
  }

  static String shown(long micros, String currency) {
    return decimal(micros, currency) + " " + currency;
  }

  @Override
  public String toString() {
    return shown(micros, currency);
  }
}
