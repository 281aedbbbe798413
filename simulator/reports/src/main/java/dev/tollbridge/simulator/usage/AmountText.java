package dev.tollbridge.simulator.usage;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an amount of money with a decimal point or comma, with or without separators of thousands and a currency. */
final class AmountText {
  private static final Pattern SIMPLE = Pattern.compile("\\d{1,12}(?:\\.\\d{1,20})?");
  private static final Pattern NUMBER = Pattern
      .compile("[A-Z]{0,3}\\p{Sc}?([-+]?[0-9.,]+(?:[eE][-+]?\\d{1,2})?)\\p{Sc}?[A-Z]{0,3}");
  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{0,12}(?:[.,]\\d{0,20})?(?:[eE][-+]?\\d{1,2})?");
  private static final Pattern AMBIGUOUS = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern POINT = Pattern.compile("[-+]?\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{0,20})?");
  private static final Pattern COMMA = Pattern.compile("[-+]?\\d{1,3}(?:\\.\\d{3}){1,4}(?:,\\d{0,20})?");

  private AmountText() {}

  /**
   * The amount; null: the text is none.
   *
   * @param decimalComma whether 1,234 is a little more than one; otherwise it may be a thousand, and is refused
   */
  static @Nullable BigDecimal read(String text, boolean decimalComma) {
    if (SIMPLE.matcher(text).matches()) {
      return new BigDecimal(text);
    }
    Matcher number = NUMBER.matcher(text.replaceAll("[\\p{Z}\\s'’]", ""));
    if (!number.matches() || number.group(1).chars().noneMatch(Character::isDigit)) {
      return null;
    }
    String digits = number.group(1);
    if (AMBIGUOUS.matcher(digits).matches() && !decimalComma) {
      throw new IllegalArgumentException("Charge '" + text + "' may be " + digits.replace(',', '.') + " or "
          + digits.replace(",", "") + ": write it with two decimals or without a comma");
    }
    if (PLAIN.matcher(digits).matches()) {
      return new BigDecimal(digits.replace(',', '.'));
    }
    if (POINT.matcher(digits).matches()) {
      return new BigDecimal(digits.replace(",", ""));
    }
    return COMMA.matcher(digits).matches() ? new BigDecimal(digits.replace(".", "").replace(',', '.')) : null;
  }
}
