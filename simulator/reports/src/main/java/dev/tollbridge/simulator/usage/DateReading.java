package dev.tollbridge.simulator.usage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The days that a date of digits may mean, by the order in which it would be read. */
record DateReading(Map<DateOrder, LocalDate> days) {
  private static final int CENTURY = 2000;

  /** All readings of a date that exist and that a stated order allows; a year of four digits settles its own place. */
  static DateReading of(Matcher date, DateOrder stated) {
    String first = date.group("first");
    String second = date.group("second");
    String third = date.group("third");
    Map<DateOrder, LocalDate> days = new EnumMap<>(DateOrder.class);
    if (first.length() == 4) {
      add(days, DateOrder.YEAR_FIRST, first, second, third);
      return new DateReading(days);
    }
    for (DateOrder order : orders(stated, third.length() == 4, date.group("mark").equals("."))) {
      switch (order) {
        case DAY_FIRST -> add(days, order, third, second, first);
        case MONTH_FIRST -> add(days, order, third, first, second);
        case YEAR_FIRST -> add(days, order, first, second, third);
        case UNSTATED -> throw new IllegalStateException("no order");
      }
    }
    if (stated == DateOrder.UNSTATED && date.group("mark").equals(".") && days.containsKey(DateOrder.DAY_FIRST)) {
      days.remove(DateOrder.MONTH_FIRST);
    }
    return new DateReading(days);
  }

  /** Nobody writes dots with the year first in two digits. */
  private static List<DateOrder> orders(DateOrder stated, boolean yearLast, boolean dots) {
    if (stated != DateOrder.UNSTATED) {
      return yearLast && stated == DateOrder.YEAR_FIRST ? List.of() : List.of(stated);
    }
    return yearLast || dots
        ? List.of(DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
        : List.of(DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST);
  }

  private static void add(Map<DateOrder, LocalDate> days, DateOrder order, String year, String month, String day) {
    try {
      int number = Integer.parseInt(year);
      days.put(order,
          LocalDate.of(year.length() == 4 ? number : CENTURY + number, Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException _) {
      // There is no such day: this is not what the text means.
    }
  }

  /** The day; null: there is none. {@link ColumnFault} if there are several. */
  @Nullable
  LocalDate onlyOne(String column, String text) {
    if (new HashSet<>(days.values()).size() > 1) {
      throw new ColumnFault(column + " '" + text + "' has several readings: " + days.entrySet().stream()
          .map(day -> "--date-format " + day.getKey().letters() + " makes it " + day.getValue())
          .collect(Collectors.joining(", ")));
    }
    return days.values().stream().findFirst().orElse(null);
  }
}
