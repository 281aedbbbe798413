package dev.tollbridge.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 500ms, 90s, 2m, 6h, 7d; ISO 8601 such as PT2M too. */
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    try {
      return Duration.parse(iso(text.toUpperCase(Locale.ROOT)));
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is not a duration, such as 90s, 2m or 6h");
    }
  }

  private static String iso(String text) {
    if (text.matches("[0-9]+MS")) {
      return "PT" + new BigDecimal(text.substring(0, text.length() - 2)).movePointLeft(3).toPlainString() + "S";
    }
    if (text.matches("[0-9]+D")) {
      return "P" + text;
    }
    return text.startsWith("P") ? text : "PT" + text;
  }
}
