package dev.tollbridge.server.api;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tollbridge.server.rpc.Quoted;
import dev.tollbridge.server.rpc.Violations;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The position of each column in a rate deck's file. */
final class RateHeader {
  private static final Map<String, RateColumn> BY_NAME = new HashMap<>();

  static {
    for (RateColumn column : RateColumn.values()) {
      BY_NAME.put(column.header, column);
    }
  }

  private final Map<RateColumn, Integer> positions = new EnumMap<>(RateColumn.class);
  private final int columnCount;

  private RateHeader(int columnCount) {
    this.columnCount = columnCount;
  }

  /** Reads the header row; adds violations for unknown, repeated and missing columns. */
  static RateHeader parse(CsvRecord row, Violations violations) {
    RateHeader header = new RateHeader(row.getFieldCount());
    String place = RowViolations.place(row.getStartingLineNumber());
    for (int position = 0; position < row.getFieldCount(); position++) {
      header.add(row.getField(position).strip(), position, place, violations);
    }
    for (RateColumn column : RateColumn.values()) {
      if (column.required && !header.positions.containsKey(column)) {
        violations.add(place, "column " + column.header + " is missing");
      }
    }
    return header;
  }

  private void add(String name, int position, String place, Violations violations) {
    RateColumn column = BY_NAME.get(name.toLowerCase(Locale.ROOT));
    if (column == null) {
      violations.add(place, "column " + Quoted.of(name) + " is unknown");
    } else if (positions.putIfAbsent(column, position) != null) {
      violations.add(place, "column " + column.header + " occurs twice");
    }
  }

  int columnCount() {
    return columnCount;
  }

  /** The cell without surrounding blanks; empty when the file lacks the column. */
  String cell(CsvRecord row, RateColumn column) {
    @Nullable
    Integer position = positions.get(column);
    return position == null ? "" : row.getField(position).strip();
  }
}
