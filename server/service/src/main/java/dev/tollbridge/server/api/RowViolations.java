package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.Quoted;
import dev.tollbridge.server.rpc.Violations;

/** Collects the violations of the cells of one row. */
final class RowViolations {
  private final Violations violations;
  private final String place;
  private boolean found;

  /** @param line of the file where the row starts, from 1 */
  RowViolations(Violations violations, long line) {
    this.violations = violations;
    place = place(line);
  }

  static String place(long line) {
    return "row " + line;
  }

  void add(RateColumn column, String fault) {
    found = true;
    violations.add(place, column.header + ": " + fault);
  }

  /** Adds a violation: the cell's text is not as expected. */
  void add(RateColumn column, String cell, String expected) {
    add(column, cell.isEmpty() ? "is required" : Quoted.of(cell) + " is not " + expected);
  }

  boolean found() {
    return found;
  }
}
