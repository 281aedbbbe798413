package dev.tollbridge.cli;

import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.TimeWindow;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rates as rows of the file that a deck is imported from. */
final class DeckRows {
  private static final int MICRO_DECIMALS = 6;
  private static final int MINUTES_PER_HOUR = 60;

  private DeckRows() {}

  static Table<Rate> columns(String currency) {
    return Table.ofMessages(Column.text("prefix", Rate::getPrefix), Column.text("destination", Rate::getDestination),
        Column.number("price_per_minute", rate -> decimal(rate.getPricePerMinuteMicros())),
        Column.number("connection_fee", rate -> decimal(rate.getConnectionFeeMicros())),
        Column.number("initial_increment_seconds", Rate::getInitialIncrementSeconds),
        Column.number("recurring_increment_seconds", Rate::getRecurringIncrementSeconds),
        Column.text("currency", _ -> currency), Column.text("country", Rate::getCountryCode),
        Column.text("caller_country", Rate::getCallerCountryCode),
        Column.text("action", rate -> rate.getReject() ? "reject" : "price"),
        Column.number("min_digits", rate -> bound(rate.getMinDigits())),
        Column.number("max_digits", rate -> bound(rate.getMaxDigits())), window("time_zone", TimeWindow::getTimeZone),
        window("days", DeckRows::days), window("from_time", window -> time(window.getFromMinute())),
        window("to_time", window -> time(window.getToMinute())));
  }

  /** The shortest decimal. */
  static String decimal(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DECIMALS).stripTrailingZeros().toPlainString();
  }

  private static String bound(int digits) {
    return digits == 0 ? "" : String.valueOf(digits);
  }

  private static Column<Rate> window(String name, Function<TimeWindow, String> text) {
    return Column.text(name, rate -> rate.hasTimeWindow() ? text.apply(rate.getTimeWindow()) : "");
  }

  private static String days(TimeWindow window) {
    return window.getDaysList().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR);
  }
}
