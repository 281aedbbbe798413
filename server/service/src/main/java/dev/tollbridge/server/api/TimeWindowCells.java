package dev.tollbridge.server.api;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tollbridge.core.tariff.TimeWindow;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cells of a row that define when its rate applies. All empty: always. */
final class TimeWindowCells {
  private static final Pattern DAYS = Pattern.compile("[1-7](-[1-7])?");
  private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-4]):([0-5][0-9])(:00)?");
  private static final int MINUTES_PER_HOUR = 60;
  private static final int MAX_DAYS_LENGTH = 20;
  /** Region names only: an abbreviation or an offset would miss daylight saving. */
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  private final RateHeader header;
  private final CsvRecord cells;
  private final RowViolations violations;

  TimeWindowCells(RateHeader header, CsvRecord cells, RowViolations violations) {
    this.header = header;
    this.cells = cells;
    this.violations = violations;
  }

  /** Null for always, and when something is wrong. */
  @Nullable
  TimeWindow window() {
    String zone = cell(RateColumn.TIME_ZONE);
    String days = cell(RateColumn.DAYS);
    String from = cell(RateColumn.FROM_TIME);
    String to = cell(RateColumn.TO_TIME);
    if (zone.isEmpty() && days.isEmpty() && from.isEmpty() && to.isEmpty()) {
      return null;
    }
    if (!ZONES.contains(zone)) {
      violations.add(RateColumn.TIME_ZONE, zone, "an IANA time zone such as Europe/Berlin");
    }
    int dayBits = days.isEmpty() ? TimeWindow.EVERY_DAY : days(days);
    int fromMinute = from.isEmpty() ? 0 : fromMinute(from);
    int toMinute = to.isEmpty() ? TimeWindow.MINUTES_PER_DAY : toMinute(to);
    return violations.found() ? null : new TimeWindow(zone, dayBits, fromMinute, toMinute);
  }

  private String cell(RateColumn column) {
    return header.cell(cells, column);
  }

  private int days(String cell) {
    int bits = 0;
    String[] parts = cell.length() <= MAX_DAYS_LENGTH ? cell.split(",", -1) : new String[]{""};
    for (String part : parts) {
      String span = part.strip();
      if (!DAYS.matcher(span).matches() || span.charAt(0) > span.charAt(span.length() - 1)) {
        violations.add(RateColumn.DAYS, cell, "days 1 (Monday) to 7 such as 1-5 or 6,7");
        return 0;
      }
      for (char day = span.charAt(0); day <= span.charAt(span.length() - 1); day++) {
        bits |= 1 << (day - '1');
      }
    }
    return bits;
  }

  private int fromMinute(String cell) {
    int minute = minute(cell);
    if (minute < 0 || minute >= TimeWindow.MINUTES_PER_DAY) {
      violations.add(RateColumn.FROM_TIME, cell, "a time from 00:00 to 23:59");
    }
    return minute;
  }

  /** Midnight at the end may also be written 00:00: a window that ends where the day starts would be empty. */
  private int toMinute(String cell) {
    int minute = minute(cell);
    if (minute < 0) {
      violations.add(RateColumn.TO_TIME, cell, "a time from 00:00 to 24:00");
    }
    return minute == 0 ? TimeWindow.MINUTES_PER_DAY : minute;
  }

  private static int minute(String cell) {
    Matcher time = TIME.matcher(cell);
    if (!time.matches()) {
      return -1;
    }
    int minute = Integer.parseInt(time.group(1)) * MINUTES_PER_HOUR + Integer.parseInt(time.group(2));
    return minute <= TimeWindow.MINUTES_PER_DAY ? minute : -1;
  }
}
