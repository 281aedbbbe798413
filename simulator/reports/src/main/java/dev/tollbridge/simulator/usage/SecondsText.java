package dev.tollbridge.simulator.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a number of seconds, started seconds counted. */
final class SecondsText {
  private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();
  private static final Pattern UNIT = Pattern.compile("(?i)^(\\d[\\d.,]*) ?(?:s|sec|seconds?)$");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}[.,]\\d{0,12}");
  private static final Pattern GROUPED = Pattern.compile("[1-9]\\d{0,2}(?:([., '’])\\d{3})(?:\\1\\d{3})*");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,4}):([0-5]?\\d):([0-5]?\\d)(?:[.,](\\d{1,9}))?");

  private SecondsText() {}

  /**
   * The seconds; {@link IllegalArgumentException} if the text has none.
   *
   * @param lasted seconds from start to end, which show whether 1.234 are thousands; below 0: unknown
   */
  static long read(String text, long lasted) {
    long seconds = WHOLE.matcher(text).matches() ? Long.parseLong(text) : parse(plain(text), lasted);
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException("Duration Seconds '" + text + "' is not a number of seconds");
    }
    return seconds;
  }

  /** The text with plain blanks and without a unit. */
  private static String plain(String text) {
    return UNIT.matcher(text.replaceAll("[\\p{Z}\\s]+", " ")).replaceFirst("$1");
  }

  private static long parse(String text, long lasted) {
    if (WHOLE.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    if (GROUPED.matcher(text).matches()) {
      return DECIMAL.matcher(text).matches() ? groupedOrDecimal(text, lasted) : grouped(text);
    }
    if (DECIMAL.matcher(text).matches()) {
      return started(text);
    }
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      return Long.parseLong(clock.group(1)) * 3600 + Long.parseLong(clock.group(2)) * 60
          + Long.parseLong(clock.group(3)) + (clock.group(4) == null || clock.group(4).matches("0*") ? 0 : 1);
    }
    try {
      return text.startsWith("P") ? Duration.parse(text).plusNanos(999_999_999).toSeconds() : -1;
    } catch (DateTimeException _) {
      return -1;
    }
  }

  /** What fits between start and end; without an end a point is a decimal one, and a comma may be anything. */
  private static long groupedOrDecimal(String text, long lasted) {
    long decimal = started(text);
    if (lasted < 0) {
      return text.indexOf('.') > 0 ? decimal : -1;
    }
    return Math.abs(decimal - lasted) > 1 && grouped(text) <= lasted + 1 ? grouped(text) : decimal;
  }

  private static long grouped(String text) {
    return Long.parseLong(text.replaceAll("\\D", ""));
  }

  private static long started(String decimal) {
    return new BigDecimal(decimal.replace(',', '.')).setScale(0, RoundingMode.CEILING).longValueExact();
  }
}
