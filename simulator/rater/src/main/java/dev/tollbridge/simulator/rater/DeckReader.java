package dev.tollbridge.simulator.rater;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a deck's CSV file. */
final class DeckReader {
  private static final int DAY_MINUTES = 1440;

  private DeckReader() {}

  /** The rows in file order; {@link IllegalArgumentException} gives the line of an invalid row. */
  static List<DeckRow> read(byte[] csv, String currency) {
    List<DeckRow> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().detectBomHeader(true)
        .ofNamedCsvRecord(new ByteArrayInputStream(csv))) {
      for (NamedCsvRecord line : reader) {
        rows.add(row(line, currency));
      }
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("not a CSV file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static DeckRow row(NamedCsvRecord line, String currency) {
    try {
      checkCurrency(optional(line, "currency"), currency);
      return new DeckRow(line.getStartingLineNumber(), line.getField("prefix"), line.getField("destination"),
          decimal(line, "price_per_minute"), decimal(line, "connection_fee"), number(line, "initial_increment_seconds"),
          number(line, "recurring_increment_seconds"), optional(line, "country"), optional(line, "caller_country"),
          optional(line, "action").equals("reject"), number(line, "min_digits"), number(line, "max_digits"),
          window(line));
    } catch (IllegalArgumentException | NoSuchElementException | DateTimeException e) {
      throw new IllegalArgumentException("line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  private static void checkCurrency(String currency, String expected) {
    if (!currency.isEmpty() && !currency.equals(expected)) {
      throw new IllegalArgumentException("currency " + currency + " is not the currency of the calls, " + expected);
    }
  }

  private static @Nullable TimeWindow window(NamedCsvRecord line) {
    String zone = optional(line, "time_zone");
    if (zone.isEmpty()) {
      return null;
    }
    String to = optional(line, "to_time");
    return new TimeWindow(ZoneId.of(zone), days(optional(line, "days")), minute(optional(line, "from_time")),
        to.isEmpty() ? DAY_MINUTES : minute(to));
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] bounds = part.strip().split("-", 2);
      if (!part.isBlank()) {
        days.addAll(EnumSet.range(day(bounds[0]), day(bounds[bounds.length - 1])));
      }
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static DayOfWeek day(String text) {
    return DayOfWeek.of(Integer.parseInt(text.strip()));
  }

  private static int minute(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", 2);
    return Integer.parseInt(parts[0]) * 60 + (parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
  }

  private static BigDecimal decimal(NamedCsvRecord line, String column) {
    String text = optional(line, column);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static int number(NamedCsvRecord line, String column) {
    String text = optional(line, column);
    if (text.isEmpty()) {
      return column.endsWith("seconds") ? 60 : 0;
    }
    return Integer.parseInt(text);
  }

  private static String optional(NamedCsvRecord line, String column) {
    return line.findField(column).orElse("").strip();
  }
}
