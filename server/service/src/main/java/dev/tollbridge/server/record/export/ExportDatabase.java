package dev.tollbridge.server.record.export;

import dev.tollbridge.server.record.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The connection to the database, and its tables. Connects when first needed. For one thread, except closing. */
final class ExportDatabase implements AutoCloseable {
  private static final Schema SCHEMA = new Schema("SELECT coalesce(max(version), 0) FROM tollbridge_schema",
      "INSERT INTO tollbridge_schema (version) VALUES (%d)",
      List.of(Schema.script(ExportDatabase.class, "export-1.sql")));
  private static final String VERSIONS = """
      CREATE TABLE tollbridge_schema (
        version integer PRIMARY KEY,
        made_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON TABLE tollbridge_schema IS 'The versions that these tables were brought to.';
      COMMENT ON COLUMN tollbridge_schema.version IS 'The version.';
      COMMENT ON COLUMN tollbridge_schema.made_at IS 'When they were brought to it.';""";
  /** Held while the tables are made: two servers may start at the same time. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(8390876207850582375)";
  private static final int SOCKET_TIMEOUT_SECONDS = 60;
  private static final int VALID_SECONDS = 10;

  private final String url;
  private final Properties properties = new Properties();
  private @Nullable Connection open;
  private boolean closed;

  ExportDatabase(ExportTarget target, Duration connectTimeout) {
    url = target.jdbcUrl();
    if (target.user() != null) {
      properties.setProperty("user", target.user());
    }
    if (target.password() != null) {
      properties.setProperty("password", target.password());
    }
    properties.setProperty("ApplicationName", "tollbridge-export");
    properties.setProperty("loginTimeout", Double.toString((double) connectTimeout.toMillis() / 1_000));
    // A database that stops responding must fail, not block the export forever.
    properties.setProperty("socketTimeout", Integer.toString(SOCKET_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
  }

  /** Makes the tables, or brings them to this version. Other tables in the same schema are not touched. */
  void migrate() throws SQLException {
    Connection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      if (!isThere(statement)) {
        statement.execute(VERSIONS);
      }
      int version = SCHEMA.versionOf(connection);
      if (version > SCHEMA.version()) {
        throw new ExportRefusedException(
            "it has schema version " + version + ", made by a newer release; this one writes "
                + SCHEMA.version());
      }
      SCHEMA.upgrade(connection);
      connection.commit();
    }
  }

  private static boolean isThere(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT to_regclass('tollbridge_schema') IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** A connection in a transaction: the previous one, as long as it works. */
  Connection connect() throws SQLException {
    Connection before = current();
    if (before != null && before.isValid(VALID_SECONDS)) {
      return before;
    }
    Connection connection = DriverManager.getConnection(url, properties);
    connection.setAutoCommit(false);
    keep(connection);
    return connection;
  }

  private synchronized @Nullable Connection current() {
    return open;
  }

  private synchronized void keep(Connection connection) throws SQLException {
    if (closed) {
      connection.close();
      throw new SQLException("the export is closing");
    }
    open = connection;
  }

  /** Ends the connection, with any statement in progress. */
  synchronized void disconnect() {
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException("aborting is always allowed", e);
      }
      open = null;
    }
  }

  /** Aborts the statement in progress. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    disconnect();
  }
}
