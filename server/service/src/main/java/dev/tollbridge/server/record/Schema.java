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
 * @param writeVersion SQL that stores the version, which replaces its {@code %d}
 * @param scripts upgrades of a database from each version to the next, beginning with the empty one
 */
public record Schema(String readVersion, String writeVersion, List<String> scripts) {
  /** The version of a database after all scripts. */
  public int version() {
    return scripts.size();
  }

  /** A script that is stored next to a class. */
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

  /** Brings a database of an older version to this one and commits: a crash leaves it unchanged. */
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
