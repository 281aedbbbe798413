package dev.tollbridge.server.record.export;

import dev.tollbridge.server.record.RecordTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the database stores about the export: whose rows it holds, and the last one of each table. */
final class ExportProgress {
  private static final String CLAIM = "INSERT INTO export_installation (installation_id) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String START = """
      INSERT INTO export_progress (shard, table_name, last_sequence) VALUES (?, ?, 0) ON CONFLICT DO NOTHING""";
  private static final String LOCK = """
      SELECT last_sequence, (SELECT installation_id FROM export_installation)
      FROM export_progress WHERE shard = ? AND table_name = ? FOR UPDATE""";
  private static final String ADVANCE = """
      UPDATE export_progress SET last_sequence = ?, updated_at = now() WHERE shard = ? AND table_name = ?""";

  private final String installationId;

  ExportProgress(String installationId) {
    this.installationId = installationId;
  }

  /** Claims the database for this installation, unless another already has, which {@link #lock} detects. */
  void claim(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, installationId);
      statement.executeUpdate();
    }
  }

  /** Records that a table is at its beginning, unless it has been started before. */
  void start(Connection connection, int shard, RecordTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(START)) {
      statement.setInt(1, shard);
      statement.setString(2, table.tableName());
      statement.executeUpdate();
    }
  }

  /** Sequence of the last exported row, which nobody else can change until the transaction ends. */
  long lock(Connection connection, int shard, RecordTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, shard);
      statement.setString(2, table.tableName());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("export_progress has lost its row of " + table.tableName() + " in shard " + shard);
        }
        checkOwner(row.getString(2));
        return row.getLong(1);
      }
    }
  }

  void advance(Connection connection, int shard, RecordTable table, long sequence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
      statement.setLong(1, sequence);
      statement.setInt(2, shard);
      statement.setString(3, table.tableName());
      statement.executeUpdate();
    }
  }

  private void checkOwner(String owner) {
    if (!installationId.equals(owner)) {
      throw new ExportRefusedException("it holds the rows of another data directory, whose installation id is " + owner
          + ", not " + installationId + "; export to a database of its own");
    }
  }
}
