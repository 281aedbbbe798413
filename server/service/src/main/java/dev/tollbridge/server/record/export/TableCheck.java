package dev.tollbridge.server.record.export;

import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.StoredRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a table in the database is a prefix of ours. A data directory that was restored and has grown again
 * has other rows under the same sequences, which the last exported row shows.
 */
final class TableCheck {
  private final Connection connection;
  private final int shard;
  private final RecordTable table;

  TableCheck(Connection connection, int shard, RecordTable table) {
    this.connection = connection;
    this.shard = shard;
    this.table = table;
  }

  void check(RecordStore store, long lastSequence) throws SQLException {
    String sql = "SELECT " + String.join(", ", table.columns()) + " FROM " + table.tableName()
        + " WHERE shard = ? AND sequence >= ? ORDER BY sequence DESC LIMIT 1";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, shard);
      statement.setLong(2, lastSequence);
      try (ResultSet row = statement.executeQuery()) {
        // No row at all: it was deleted in the database, which is the analysts' business.
        if (row.next()) {
          checkRow(row, store, lastSequence);
        }
      }
    }
  }

  private void checkRow(ResultSet row, RecordStore store, long lastSequence) throws SQLException {
    long sequence = row.getLong(1);
    if (sequence != lastSequence) {
      throw refused("has a row %d of shard %d, beyond the %d in its progress", sequence, lastSequence);
    }
    List<StoredRow> ours = store.rowsAfter(table, sequence - 1, 1);
    boolean deleted = sequence <= store.oldRows(table).deletedThrough()
        && (ours.isEmpty() || ours.getFirst().sequence() > sequence);
    if (deleted) {
      // Deleted by retention, while nothing was exported: there is nothing to compare.
      return;
    }
    if (ours.isEmpty() || !same(row, ours.getFirst().values())) {
      throw refused("has another row %d of shard %d than the data directory: the directory was restored to an earlier"
          + " state than %d, and has grown again", sequence, lastSequence);
    }
  }

  private static boolean same(ResultSet row, List<@Nullable String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      String ours = values.get(i);
      if (!Objects.equals(row.getString(i + 1), ours == null ? null : CopyText.storable(ours))) {
        return false;
      }
    }
    return true;
  }

  private ExportRefusedException refused(String problem, long sequence, long lastSequence) {
    return new ExportRefusedException("its " + table.tableName() + " "
        + problem.formatted(sequence, shard, lastSequence));
  }
}
