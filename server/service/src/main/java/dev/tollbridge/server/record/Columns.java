package dev.tollbridge.server.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class Columns {
  private final ResultSet row;
  private int position;

  Columns(ResultSet row) {
    this.row = row;
  }

  void skip(int count) {
    position += count;
  }

  long number() throws SQLException {
    return row.getLong(++position);
  }

  @Nullable
  Long numberOrNull() throws SQLException {
    long value = number();
    return row.wasNull() ? null : value;
  }

  String text() throws SQLException {
    return row.getString(++position);
  }

  <E extends Enum<E>> E name(Class<E> type) throws SQLException {
    return Enum.valueOf(type, text());
  }

  <E extends Enum<E>> @Nullable E nameOrNull(Class<E> type) throws SQLException {
    String name = row.getString(++position);
    return name == null ? null : Enum.valueOf(type, name);
  }
}
