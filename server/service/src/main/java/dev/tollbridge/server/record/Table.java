package dev.tollbridge.server.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;

/** Where and how values of one type are stored: a table with columns organization_id, sequence and a time. */
interface Table<T> {
  String name();

  /** Every column in the order of {@link #bind} and {@link #read}, separated by commas. */
  String columns();

  /** The column that pages are ordered by, before the sequence. */
  String timeColumn();

  void bind(Parameters parameters, T value) throws SQLException;

  T read(ResultSet row) throws SQLException;

  Position position(T value);

  default String insertSql() {
    int count = columns().split(",", -1).length;
    String marks = String.join(", ", Collections.nCopies(count, "?"));
    return "INSERT INTO " + name() + " (" + columns() + ") VALUES (" + marks + ")";
  }

  /** Removes what was added later. */
  default String deleteAfterSql(long sequence) {
    return "DELETE FROM " + name() + " WHERE sequence > " + sequence;
  }

  default String pageSql() {
    return """
        SELECT %1$s FROM %2$s
        WHERE organization_id = ? AND (%3$s, sequence) > (?, ?) AND %3$s < ? AND sequence <= ?
        ORDER BY %3$s, sequence LIMIT ?
        """.formatted(columns(), name(), timeColumn());
  }

  default String lastSequenceSql() {
    return "SELECT coalesce(max(sequence), 0) FROM " + name();
  }
}
