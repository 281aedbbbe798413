package dev.tollbridge.cli;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How rows of one kind are shown: as columns, and as JSON.
 *
 * @param json one JSON object
 */
record Table<T>(List<Column<T>> columns, Function<T, String> json) {
  private static final JsonFormat.Printer JSON = JsonFormat.printer().preservingProtoFieldNames()
      .alwaysPrintFieldsWithNoPresence();
  private static final String GAP = "  ";

  Table {
    columns = List.copyOf(columns);
  }

  /** Messages of the API; their JSON has every field. */
  @SafeVarargs
  static <M extends Message> Table<M> ofMessages(Column<M>... columns) {
    List<Column<M>> all = new ArrayList<>();
    for (Column<M> column : columns) {
      all.add(column);
    }
    return new Table<>(all, Table::json);
  }

  /** Other rows; their JSON has the columns as texts. */
  @SafeVarargs
  static <T> Table<T> of(Column<T>... columns) {
    List<Column<T>> all = new ArrayList<>();
    for (Column<T> column : columns) {
      all.add(column);
    }
    return of(all);
  }

  static <T> Table<T> of(List<Column<T>> columns) {
    List<Column<T>> all = List.copyOf(columns);
    return new Table<>(all, row -> {
      var object = new JsonObject();
      all.forEach(column -> object.addProperty(column.name(), column.of(row)));
      return object.toString();
    });
  }

  static String json(Message message) {
    try {
      return JSON.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String heading(Column<?> column) {
    return column.name().toUpperCase(Locale.ROOT).replace('_', ' ');
  }

  /** Widths that the headings and these rows need. */
  int[] widths(List<T> rows) {
    return columns.stream().mapToInt(column -> rows.stream().mapToInt(row -> column.of(row).length())
        .reduce(heading(column).length(), Math::max)).toArray();
  }

  String heading(int[] widths) {
    return line(columns.stream().map(Table::heading).toList(), widths);
  }

  String line(T row, int[] widths) {
    return line(columns.stream().map(column -> column.of(row)).toList(), widths);
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String pad = " ".repeat(Math.max(0, widths[i] - cells.get(i).length()));
      boolean right = columns.get(i).number();
      line.append(right ? pad : "").append(printable(cells.get(i))).append(right ? "" : pad).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** One row as lines of names and values. */
  String described(T row) {
    int width = columns.stream().mapToInt(column -> column.name().length()).max().orElse(0) + 1;
    var lines = new StringBuilder();
    for (Column<T> column : columns) {
      String name = column.name().replace('_', ' ') + ":";
      lines.append(name).append(" ".repeat(Math.max(0, width - name.length()))).append(' ')
          .append(printable(column.of(row))).append('\n');
    }
    return lines.toString();
  }

  /** Texts of others must not control the terminal. */
  private static String printable(String text) {
    return text.codePoints().anyMatch(Character::isISOControl) ? text.replaceAll("\\p{Cntrl}", "?") : text;
  }
}
