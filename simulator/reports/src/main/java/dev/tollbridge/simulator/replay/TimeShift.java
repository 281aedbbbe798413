package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.DateOrder;
import dev.tollbridge.simulator.usage.Row;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.simulator.usage.UsageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * By how much a report's times are moved. Whole weeks preserve weekdays, on which prices may depend as on hours.
 *
 * @param toNow whether to move by as many weeks as bring the last call closest before now
 * @param days the shift if not {@code toNow}
 */
public record TimeShift(boolean toNow, long days) {
  private static final int WEEK_DAYS = 7;

  /** The report's own times. */
  public static final TimeShift NONE = new TimeShift(false, 0);

  /** Parses {@code auto}, {@code none}, {@code 6w}, {@code -40d}. */
  public static TimeShift parse(String text) {
    if (text.equals("auto")) {
      return new TimeShift(true, 0);
    }
    if (text.equals("none")) {
      return NONE;
    }
    if (!text.matches("[+-]?\\d{1,4}[dw]")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not auto, none or a number of days or weeks such as 6w, -40d");
    }
    int count = Integer.parseInt(text.substring(0, text.length() - 1));
    return new TimeShift(false, (long) count * (text.endsWith("w") ? WEEK_DAYS : 1));
  }

  /** The days to add to every time of a report, which is read once if necessary. */
  long resolve(Path file, DateOrder dates, RateZones zones, Instant now) throws IOException {
    if (!toNow) {
      return days;
    }
    Map<ZoneId, UsageCall> last = new HashMap<>();
    try (UsageReport report = UsageReport.open(file, dates)) {
      for (Row row = report.next(); row != null; row = report.next()) {
        if (row instanceof Row.Good good) {
          last.merge(zones.of(good.call()), good.call(),
              (earlier, later) -> later.end().isAfter(earlier.end()) ? later : earlier);
        }
      }
    }
    return last.entrySet().stream().mapToLong(call -> WEEK_DAYS * weeks(call.getValue(), call.getKey(), now)).min()
        .orElse(0);
  }

  /** The weeks by which a call can be moved to end before now. */
  private static long weeks(UsageCall call, ZoneId zone, Instant now) {
    Duration connected = Duration.between(call.answer(), call.end());
    // One more, since the clocks may have been put back; then as many fewer as it takes.
    long weeks = Duration.between(call.end(), now).toDays() / WEEK_DAYS + 1;
    while (CallShift.moved(call.answer(), zone, weeks * WEEK_DAYS).plus(connected).isAfter(now)) {
      weeks--;
    }
    return weeks;
  }

  /** The text that {@link #parse} reads. */
  static String text(long days) {
    return days % WEEK_DAYS == 0 ? days / WEEK_DAYS + "w" : days + "d";
  }
}
