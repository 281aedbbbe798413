package dev.tollbridge.cli;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name as in CSV: small letters and '_'
 * @param number aligned to the right
 */
record Column<T>(String name, boolean number, Function<T, String> text) {
  static <T> Column<T> text(String name, Function<T, String> text) {
    return new Column<>(name, false, text);
  }

  static <T> Column<T> number(String name, Function<T, ?> number) {
    return new Column<>(name, true, row -> String.valueOf(number.apply(row)));
  }

  String of(T row) {
    return text.apply(row);
  }
}
