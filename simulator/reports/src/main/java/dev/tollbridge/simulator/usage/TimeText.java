package dev.tollbridge.simulator.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time as programs, databases and spreadsheets write them; without an offset they are in the report's
 * zone, which is UTC unless its header names another.
 */
final class TimeText {
  private static final Pattern WEEKDAY = Pattern.compile("^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? (?=[a-z0-9])");
  private static final Pattern COMPACT = Pattern
      .compile("^(\\d{4})(\\d\\d)(\\d\\d)[t ]?(\\d\\d):?(\\d\\d):?(\\d\\d)(?!\\d)(.*)");
  /** Nov 20 08:00:00 UTC 2026 */
  private static final Pattern YEAR_LAST = Pattern.compile("^([a-z]{3,9}) (\\d{1,2}) (\\d\\d:\\d\\d.*) (\\d{4})");
  private static final Pattern DAY_NAMED_MONTH = Pattern
      .compile("(\\d{1,2})[-. ]{0,2}([a-z]{3,9})\\.?[-, ]{1,2}(\\d{4}|\\d\\d)(?!\\d)[, ]*(.*)");
  private static final Pattern NAMED_MONTH_DAY = Pattern
      .compile("([a-z]{3,9})\\.?[- ](\\d{1,2})(?:, ?|[- ])(\\d{4})(?!\\d)[, ]*(.*)");
  private static final Pattern YEAR_NAMED_MONTH = Pattern
      .compile("(\\d{4})[- ]([a-z]{3,9})[- ](\\d{1,2})(?!\\d)[, ]*(.*)");
  private static final Pattern DATE = Pattern.compile(
      "(?<first>\\d{1,4})(?<mark>[-/.]) ?(?<second>\\d{1,2})\\k<mark> ?"
          + "(?<third>\\d{4}|\\d{1,2})(?!\\d)\\.?(?<rest>.*)");
  private static final Pattern CLOCK = Pattern.compile("(?:t|,? )(?<hour>\\d{1,2})[:.](?<minute>\\d\\d)"
      + "(?:[:.](?<second>\\d\\d)(?:[.,:](?<fraction>\\d{1,12}))?)? ?(?<half>[ap]\\.?m\\.?)?"
      + " ?(?:z|utc|gmt|etc/utc)?(?<offset>[+-]\\d{1,2}(?::?\\d\\d)?)?(?:\\[[^\\]]*\\]| utc)?");
  /** Days since 30 December 1899, as spreadsheets count them. */
  private static final Pattern SERIAL = Pattern.compile("(\\d{5})[.,](\\d{5,15})");
  private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
  private static final int EXACT_SERIAL_DECIMALS = 8;
  private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
      "oct", "nov", "dec");
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(Duration.ofDays(1).toMillis());
  private static final int CENTURY = 2000;

  private TimeText() {}

  /**
   * A point in time.
   *
   * @param wholeMinute whether the text has no seconds, so that up to a minute is missing
   */
  record Moment(Instant instant, boolean wholeMinute) {}

  /**
   * Reads a time; null: the text is none.
   *
   * @param column its title, for the message of a {@link ColumnFault} if the date has several readings
   * @param zone of a time without an offset
   */
  static @Nullable Moment read(String column, String text, DateOrder order, ZoneId zone) {
    try {
      if (text.length() >= 20 && text.charAt(10) == 'T' && text.endsWith("Z")) {
        return new Moment(Instant.parse(text), false);
      }
      String plain = text.replaceAll("[\\p{Z}\\s]+", " ").replaceAll("\\p{Cf}", "").strip().toLowerCase(Locale.ROOT);
      Instant counted = counted(plain);
      return counted == null ? dated(column, text, rewritten(plain), order, zone) : new Moment(counted, false);
    } catch (DateTimeException | ArithmeticException _) {
      return null;
    }
  }

  /** Seconds, milliseconds or microseconds since 1970, or a spreadsheet's days; null: the text is none of them. */
  private static @Nullable Instant counted(String text) {
    if (text.matches("\\d{10}|\\d{13}|\\d{16}")) {
      return Instant.EPOCH.plusNanos(Math.multiplyExact(Long.parseLong(text),
          switch (text.length()) {
            case 10 -> 1_000_000_000L;
            case 13 -> 1_000_000L;
            default -> 1000L;
          }));
    }
    Matcher serial = SERIAL.matcher(text);
    if (!serial.matches()) {
      return null;
    }
    BigDecimal millis = new BigDecimal("0." + serial.group(2)).multiply(DAY_MILLIS);
    int digits = serial.group(2).length() < EXACT_SERIAL_DECIMALS ? -3 : 0;
    return SERIAL_ZERO.plusDays(Long.parseLong(serial.group(1))).atStartOfDay().toInstant(ZoneOffset.UTC)
        .plusMillis(millis.setScale(digits, RoundingMode.HALF_UP).longValueExact());
  }

  /** The text with a date of digits, year first, if it had compact digits or the name of a month. */
  private static String rewritten(String text) {
    String plain = WEEKDAY.matcher(text).replaceFirst("");
    plain = YEAR_LAST.matcher(plain).replaceFirst("$1 $2 $4 $3");
    plain = COMPACT.matcher(plain).replaceFirst("$1-$2-$3 $4:$5:$6$7");
    Matcher date = DAY_NAMED_MONTH.matcher(plain);
    if (date.matches()) {
      return date(date.group(3), date.group(2), date.group(1), date.group(4));
    }
    date = NAMED_MONTH_DAY.matcher(plain);
    if (date.matches()) {
      return date(date.group(3), date.group(1), date.group(2), date.group(4));
    }
    date = YEAR_NAMED_MONTH.matcher(plain);
    return date.matches() ? date(date.group(1), date.group(2), date.group(3), date.group(4)) : plain;
  }

  private static String date(String year, String month, String day, String rest) {
    int fullYear = year.length() == 4 ? Integer.parseInt(year) : CENTURY + Integer.parseInt(year);
    return fullYear + "-" + (MONTHS.indexOf(month.substring(0, 3)) + 1) + "-" + day + " " + rest;
  }

  private static @Nullable Moment dated(String column, String text, String plain, DateOrder order, ZoneId zone) {
    Matcher date = DATE.matcher(plain);
    if (!date.matches()) {
      return null;
    }
    Matcher clock = CLOCK.matcher(date.group("rest"));
    if (!clock.matches()) {
      return null;
    }
    LocalDate day = DateReading.of(date, order).onlyOne(column, text);
    if (day == null) {
      return null;
    }
    String second = clock.group("second");
    ZoneId offset = clock.group("offset") == null ? zone : offset(clock.group("offset"));
    return new Moment(day.atStartOfDay().plus(time(clock, second)).atZone(offset).toInstant(), second == null);
  }

  private static Duration time(Matcher clock, @Nullable String second) {
    int hour = Integer.parseInt(clock.group("hour"));
    int minute = Integer.parseInt(clock.group("minute"));
    String half = clock.group("half");
    String fraction = clock.group("fraction");
    if (half != null && hour > 12) {
      throw new DateTimeException("no hour of half a day");
    }
    int whole = half == null ? hour : hour % 12 + (half.startsWith("p") ? 12 : 0);
    if (whole == 24 && minute == 0 && (second == null || second.equals("00"))) {
      return Duration.ofDays(1);
    }
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    return Duration.ofNanos(
        LocalTime.of(whole, minute, second == null ? 0 : Integer.parseInt(second), nanos).toNanoOfDay());
  }

  private static ZoneOffset offset(String text) {
    String digits = text.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int sign = text.startsWith("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }
}
