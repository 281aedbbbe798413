package dev.tollbridge.simulator.usage;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns that a report has, in any order; found by their titles, with the delimiter that finds most. */
final class Header {
  /** The title of a column of local times, as in Start Time (Europe/Berlin). */
  private static final Pattern LOCAL_TIME = Pattern.compile("^(.* Time) \\(([A-Za-z_]+(?:/[A-Za-z_+-]+[0-9]*)+)\\)$");
  private static final char[] DELIMITERS = {',', '\t', ';', '|'};
  private static final Set<Column> NEEDED = EnumSet.of(Column.CALL_TYPE, Column.START_TIME, Column.DESTINATION_NUMBER,
      Column.CALLER_ID);

  /** What databases and programs write for an absent value. */
  private static final Set<String> ABSENT = Set.of("null", "(null)", "<null>", "[null]", "\\n", "none", "nan", "nil",
      "n/a", "#n/a", "undefined", "-");

  private static final String ABSENT_FIRST = "nNuU(<[\\#-";
  private static final int MAX_ABSENT = 9;

  /** A column that some reports have after the twenty: the charge, not rounded. */
  private static final String CHARGE_MICROS = "Charge Micros";

  private final Map<Column, Integer> positions;
  private final char delimiter;
  private final int chargeMicros;
  private final ZoneId zone;

  private Header(Map<Column, Integer> positions, char delimiter, int chargeMicros, ZoneId zone) {
    this.positions = positions;
    this.delimiter = delimiter;
    this.chargeMicros = chargeMicros;
    this.zone = zone;
  }

  /** Fewer titles may be a coincidence. */
  private static final int MIN_TITLES = 3;

  /** Parses the first line; {@link IllegalArgumentException} names what it lacks. */
  static Header parse(String line) {
    Header best = find(line);
    best.check(line);
    return best;
  }

  /** The columns of a line that may or may not be a header. */
  static Header find(String line) {
    Header best = new Header(Map.of(), ',', -1, ZoneOffset.UTC);
    for (char delimiter : DELIMITERS) {
      List<String> titles = Fields.split(line, delimiter) instanceof Fields.Whole whole
          ? whole.unwrapped(delimiter)
          : List.of();
      List<String> names = titles.stream().map(title -> LOCAL_TIME.matcher(title).replaceFirst("$1")).toList();
      Header header = new Header(positions(names), delimiter, names.indexOf(CHARGE_MICROS), zone(titles));
      best = header.positions.size() > best.positions.size() ? header : best;
    }
    return best;
  }

  /** The zone that the time columns name; UTC if they name none. */
  private static ZoneId zone(List<String> titles) {
    return titles.stream().map(LOCAL_TIME::matcher).filter(Matcher::find)
        .map(title -> zone(title.group(2))).findFirst().orElse(ZoneOffset.UTC);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("has times of the unknown zone " + name, e);
    }
  }

  private static Map<Column, Integer> positions(List<String> titles) {
    Map<Column, Integer> positions = new EnumMap<>(Column.class);
    for (int i = 0; i < titles.size(); i++) {
      for (Column column : Column.values()) {
        if (column.isNamed(titles.get(i))) {
          positions.putIfAbsent(column, i);
        }
      }
    }
    return positions;
  }

  /** Whether a line has titles of a usage report. */
  boolean isFound() {
    return positions.size() >= MIN_TITLES;
  }

  private void check(String line) {
    if (line.startsWith("{")) {
      throw new IllegalArgumentException("has JSON lines; a report in CSV is needed");
    }
    if (positions.isEmpty()) {
      throw new IllegalArgumentException("has no header row with the titles of a usage report");
    }
    Set<Column> missing = EnumSet.copyOf(NEEDED);
    missing.removeAll(positions.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "has no column " + String.join(", ", missing.stream().map(Column::header).toList()));
    }
    if (!has(Column.END_TIME) && !has(Column.DURATION_SECONDS)) {
      throw new IllegalArgumentException("has neither a column End Time nor Duration Seconds");
    }
  }

  /** The zone of times without an offset. */
  ZoneId zone() {
    return zone;
  }

  boolean has(Column column) {
    return positions.containsKey(column);
  }

  char delimiter() {
    return delimiter;
  }

  /** A field without surrounding blanks; empty if the row does not have it. */
  String field(List<String> fields, Column column) {
    return field(fields, positions.getOrDefault(column, -1));
  }

  /** The exact charge in micros; empty if the report has none. */
  String chargeMicros(List<String> fields) {
    return field(fields, chargeMicros);
  }

  /** Whether a row has no text at all, as spreadsheets write rows that were emptied. */
  static boolean isBlank(List<String> fields) {
    return fields.stream().allMatch(field -> present(field).isEmpty());
  }

  /** Whether a row is the header again, as in reports that were put one after the other. */
  boolean isRepeatedBy(List<String> fields) {
    return field(fields, Column.CALL_TYPE).regionMatches(true, 0, "call", 0, 4)
        && Column.CALL_TYPE.isNamed(field(fields, Column.CALL_TYPE))
        && Column.START_TIME.isNamed(field(fields, Column.START_TIME));
  }

  private static String field(List<String> fields, int position) {
    return position >= 0 && position < fields.size() ? present(fields.get(position)) : "";
  }

  /** The text without surrounding blanks; empty if it stands for none. */
  private static String present(String field) {
    String text = field.strip();
    boolean absent = !text.isEmpty() && text.length() <= MAX_ABSENT && ABSENT_FIRST.indexOf(text.charAt(0)) >= 0
        && ABSENT.contains(text.toLowerCase(Locale.ROOT));
    return absent ? "" : text;
  }
}
