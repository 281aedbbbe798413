package dev.tollbridge.server.api;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tollbridge.server.rpc.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The position of each column in a rate deck's file. */
final class RateHeader {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\u00A0_-]+");
  private static final Pattern FORMULA = Pattern.compile("=\"(.*)\"", Pattern.DOTALL);
  private static final Map<String, RateColumn> BY_NAME = new HashMap<>();

  static {
    for (RateColumn column : RateColumn.values()) {
      BY_NAME.put(column.header, column);
    }
  }

  private final Map<RateColumn, Integer> positions = new EnumMap<>(RateColumn.class);
  private final List<Integer> unnamed = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final int columnCount;
  private int requiredCount;

  private RateHeader(int columnCount) {
    this.columnCount = columnCount;
  }

  /** Reads the header row. */
  static RateHeader parse(CsvRecord row) {
    RateHeader header = new RateHeader(row.getFieldCount());
    for (int position = 0; position < row.getFieldCount(); position++) {
      header.add(Blanks.strip(row.getField(position)), position);
    }
    header.checkComplete();
    return header;
  }

  /** Whether a cell names a column, in any case and with blanks or hyphens for underscores. */
  static boolean isColumn(String cell) {
    return column(cell) != null;
  }

  private static @Nullable RateColumn column(String cell) {
    return BY_NAME.get(BETWEEN_WORDS.matcher(Blanks.strip(cell)).replaceAll("_").toLowerCase(Locale.ROOT));
  }

  private void add(String name, int position) {
    RateColumn column = column(name);
    if (name.isEmpty()) {
      unnamed.add(position);
    } else if (column == null) {
      unknown.add(Quoted.of(name));
    } else if (positions.putIfAbsent(column, position) != null) {
      faults.add("has " + column.header + " twice");
    } else if (column.required) {
      requiredCount = position + 1;
    }
  }

  private void checkComplete() {
    List<String> missing = new ArrayList<>();
    for (RateColumn column : RateColumn.values()) {
      if (column.required && !positions.containsKey(column)) {
        missing.add(column.header);
      }
    }
    if (!missing.isEmpty()) {
      faults.add("lacks " + String.join(", ", missing));
    }
    if (!unknown.isEmpty()) {
      faults.add("has the unknown " + (unknown.size() == 1 ? "column " : "columns ") + String.join(", ", unknown)
          + hint());
    }
  }

  /** A deck is in force from one time, which its import says. */
  private String hint() {
    boolean times = unknown.stream().map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.contains("effective") || name.contains("valid") || name.contains("date"));
    return times ? "; a deck takes effect at the effective time of its import: remove the column" : "";
  }

  /** What is wrong with the header, in one sentence; null when nothing is. */
  @Nullable
  String fault() {
    return faults.isEmpty() ? null : String.join(", and ", faults);
  }

  /** Whether it names no column at all. */
  boolean isForeign() {
    return positions.isEmpty();
  }

  int columnCount() {
    return columnCount;
  }

  /** A row has at least this many cells; those of optional columns at its end may be missing. */
  int requiredCount() {
    return requiredCount;
  }

  /** The position of a cell that has content but no column, or -1. */
  int strayCell(CsvRecord row) {
    for (int position : unnamed) {
      if (position < row.getFieldCount() && !Blanks.isBlank(row.getField(position))) {
        return position;
      }
    }
    return -1;
  }

  /**
   * The cell without surrounding blanks, nor the {@code ="…"} that keeps spreadsheets from changing it; empty when the
   * file lacks the column or the row the cell.
   */
  String cell(CsvRecord row, RateColumn column) {
    @Nullable
    Integer position = positions.get(column);
    if (position == null || position >= row.getFieldCount()) {
      return "";
    }
    String cell = Blanks.strip(row.getField(position));
    return cell.startsWith("=") ? Blanks.strip(FORMULA.matcher(cell).replaceFirst("$1")) : cell;
  }
}
