package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.UsageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * By how much a report's times are moved. Whole weeks preserve weekdays and, except for daylight saving, hours, on
 * which prices may depend.
 *
 * @param toNow whether to move by as many weeks as bring the last call closest before now
 * @param by the shift if not {@code toNow}
 */
public record TimeShift(boolean toNow, Duration by) {
  private static final int WEEK_DAYS = 7;

  /** The report's own times. */
  public static final TimeShift NONE = new TimeShift(false, Duration.ZERO);

  /** Parses {@code auto}, {@code none}, {@code 6w}, {@code -40d}. */
  public static TimeShift parse(String text) {
    if (text.equals("auto")) {
      return new TimeShift(true, Duration.ZERO);
    }
    if (text.equals("none")) {
      return NONE;
    }
    if (!text.matches("[+-]?\\d{1,4}[dw]")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not auto, none or a number of days or weeks such as 6w, -40d");
    }
    int count = Integer.parseInt(text.substring(0, text.length() - 1));
    return new TimeShift(false, Duration.ofDays((long) count * (text.endsWith("w") ? WEEK_DAYS : 1)));
  }

  /** The duration to add to every time of a report, which is read once if necessary. */
  Duration resolve(Path file, Instant now) throws IOException {
    if (!toNow) {
      return by;
    }
    Instant last = Instant.MIN;
    try (UsageReport report = UsageReport.open(file)) {
      for (Row row = report.next(); row != null; row = report.next()) {
        last = row instanceof Row.Good good && good.call().end().isAfter(last) ? good.call().end() : last;
      }
    }
    return last.equals(Instant.MIN)
        ? Duration.ZERO
        : Duration.ofDays(WEEK_DAYS * Math.floorDiv(Duration.between(last, now).toSeconds(),
            Duration.ofDays(WEEK_DAYS).toSeconds()));
  }

  /** The text that {@link #parse} reads. */
  static String text(Duration shift) {
    return shift.toDays() % WEEK_DAYS == 0 ? shift.toDays() / WEEK_DAYS + "w" : shift.toDays() + "d";
  }
}
