package dev.tollbridge.server.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * The tables of a database, version by version.
 *
 * @param readVersion SQL whose one row is the database's version, 0 when it is empty
 * @param writeVersion SQL that notes the version, which stands for its {@code %d}
 * @param scripts what brings a database from each version to the next one, from the empty one on
 */
public record Schema(String readVersion, String writeVersion, List<String> scripts) {
  /** The version of a database that has all there is. */
  public int version() {
    return scripts.size();
  }

  /** A script that lies next to a class. */
  public static String script(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that a database has; above {@link #version()} when a newer release wrote it. */
  public int versionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(readVersion)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** Brings a database of an older version to this one and commits: a crash leaves it as it was. */
  public void upgrade(Connection connection) throws SQLException {
    int version = versionOf(connection);
    if (version < version()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String script : scripts.subList(version, version())) {
          statement.executeUpdate(script);
        }
        statement.executeUpdate(String.format(Locale.ROOT, writeVersion, version()));
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
      connection.commit();
    }
  }
}
