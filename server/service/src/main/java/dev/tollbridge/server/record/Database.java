package dev.tollbridge.server.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** One SQLite file: how it is opened, and the tables it holds. */
final class Database {
  static final Schema SCHEMA = new Schema("PRAGMA user_version", "PRAGMA user_version = %d",
      List.of(Schema.script(Database.class, "records-1.sql")));
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int WRITE_CACHE_KIB = 32 * 1024;
  private static final int CHECKPOINT_PAGES = 16_000;

  private final Path file;

  Database(Path file) {
    this.file = file;
  }

  /** The one connection that writes; makes the file, or upgrades an older one. */
  Connection openForWriting() throws SQLException, IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Connection connection = writeConfig().createConnection("jdbc:sqlite:" + file);
    try {
      prepareSchema(connection);
      makeDurable(connection);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Copies into the file what the last process left in the write-ahead log, and syncs it. That process may have
   * ended because a sync failed: then the rows read here may be only in memory, and they are about to be reported
   * durable.
   */
  private static void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  /** A connection that sees every committed row and is not blocked by the writer. */
  Connection openForReading() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /** Copies what is committed into another file while the writer keeps running, then changes the copy. */
  void copyTo(Path copy, List<String> changes) throws SQLException {
    try (Connection connection = writeConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
    }
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
      for (String change : changes) {
        statement.execute(change);
      }
    }
  }

  private static SQLiteConfig writeConfig() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // The log is purged up to rows that were reported durable: from then on this file is the only copy.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setCacheSize(-WRITE_CACHE_KIB);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private void prepareSchema(Connection connection) throws SQLException {
    int version = SCHEMA.versionOf(connection);
    if (version > SCHEMA.version()) {
      throw new RecordStoreException("%s has schema version %d, written by a newer release; this one reads up to %d"
          .formatted(file, version, SCHEMA.version()), null);
    }
    SCHEMA.upgrade(connection);
    // A checkpoint is made outside of transactions.
    connection.setAutoCommit(true);
  }
}
