package dev.tollbridge.server.record;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement from left to right. */
final class Parameters {
  private final PreparedStatement statement;
  private int position;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters number(long value) throws SQLException {
    statement.setLong(++position, value);
    return this;
  }

  Parameters numberOrNull(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++position, Types.INTEGER);
      return this;
    }
    return number(value);
  }

  Parameters textOrNull(@Nullable String value) throws SQLException {
    if (value == null) {
      statement.setNull(++position, Types.VARCHAR);
      return this;
    }
    return text(value);
  }

  Parameters text(String value) throws SQLException {
    statement.setString(++position, value);
    return this;
  }

  Parameters name(@Nullable Enum<?> value) throws SQLException {
    return textOrNull(value == null ? null : value.name());
  }
}
