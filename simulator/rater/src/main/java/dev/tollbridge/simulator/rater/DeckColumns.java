package dev.tollbridge.simulator.rater;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The columns of a deck's file by their names. */
final class DeckColumns {
  private static final List<String> NAMES = List.of("prefix", "destination", "price_per_minute", "connection_fee",
      "initial_increment_seconds", "recurring_increment_seconds", "currency", "country", "caller_country", "action",
      "min_digits", "max_digits", "time_zone", "days", "from_time", "to_time");
  private static final Set<String> NEEDED = Set.of("prefix", "destination", "price_per_minute");

  private final Map<String, Integer> places = new HashMap<>();
  private final int count;

  /** Reads the header row; {@link IllegalArgumentException} says what is wrong with it. */
  DeckColumns(CsvRecord header) {
    count = header.getFieldCount();
    Set<String> unknown = new TreeSet<>();
    for (int place = 0; place < count; place++) {
      String name = normal(header.getField(place));
      if (!name.isEmpty() && !NAMES.contains(name)) {
        unknown.add(DeckText.trim(header.getField(place)));
      } else if (!name.isEmpty() && places.put(name, place) != null) {
        throw new IllegalArgumentException("the header has " + name + " twice");
      }
    }
    Set<String> missing = NEEDED.stream().filter(name -> !places.containsKey(name))
        .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("line " + header.getStartingLineNumber()
          + " is not the header of a deck: it lacks " + String.join(", ", missing));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("the header has unknown columns: " + String.join(", ", unknown));
    }
  }

  /** How many cells of a line are names of columns when it is cut at a separator. */
  static long named(String line, String separator) {
    return List.of(line.replace("\"", "").split(separator, -1)).stream().filter(cell -> NAMES.contains(normal(cell)))
        .count();
  }

  private static String normal(String name) {
    return DeckText.trim(name).toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "_");
  }

  boolean has(String column) {
    return places.containsKey(column);
  }

  /** The cell's text; empty when the line or the file lacks it. */
  String cell(CsvRecord line, String column) {
    Integer place = places.get(column);
    String text = place == null || place >= line.getFieldCount() ? "" : DeckText.trim(line.getField(place));
    boolean formula = text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2;
    return formula ? text.substring(2, text.length() - 1) : text;
  }

  /** Whether cells have content where the file has no column. */
  boolean strays(CsvRecord line) {
    for (int place = 0; place < line.getFieldCount(); place++) {
      boolean column = place < count && places.containsValue(place);
      if (!column && !DeckText.trim(line.getField(place)).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
