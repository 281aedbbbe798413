package dev.tollbridge.server.record;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deletes a table's old rows from the first one on, some at a time, on the writer's thread and connection.
 *
 * <p>Kept regardless of age: the last row, from whose sequence replay continues; an organization's last ledger entry,
 * which has its balance; and what an export has yet to copy. Only the first ledger entries of an organization are ever
 * deleted, so that the remaining ones add up from the balance before them.
 */
public final class OldRows {
  /** Rows examined, and deleted, in one transaction. */
  static final int MAX_ROWS = 500;

  private static final String DELETED_THROUGH = "SELECT through_sequence FROM deletion WHERE table_name = ?";
  private static final String NOTE_DELETED_THROUGH = """
      INSERT INTO deletion (table_name, through_sequence) VALUES (?, ?)
      ON CONFLICT (table_name) DO UPDATE SET through_sequence = max(through_sequence, excluded.through_sequence)""";

  private final Connection connection;
  private final RecordTable table;
  private volatile long keptFromSequence = Long.MAX_VALUE;
  private volatile long deletedThrough;
  private final AtomicLong deletedCount = new AtomicLong();
  private long beforeMicros = Long.MIN_VALUE;
  private long seenThrough;
  private boolean sweeping;

  OldRows(Connection connection, RecordTable table) throws SQLException {
    this.connection = connection;
    this.table = table;
    deletedThrough = readDeletedThrough();
  }

  private long readDeletedThrough() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETED_THROUGH)) {
      new Parameters(statement).text(table.tableName());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** Keeps rows from this sequence on, regardless of their age, until it is called again. */
  public void keepFrom(long sequence) {
    keptFromSequence = sequence;
  }

  /** Every row that was ever deleted has this sequence or a lower one; 0 when there are none. */
  public long deletedThrough() {
    return deletedThrough;
  }

  /** Rows deleted since the store was opened. */
  public long deletedCount() {
    return deletedCount.get();
  }

  /** Restarts at the first row, unless a sweep is still in progress. */
  void sweep(long olderThanMicros) {
    beforeMicros = olderThanMicros;
    if (!sweeping) {
      sweeping = true;
      seenThrough = 0;
    }
  }

  /** Deletes some old rows. Returns whether there may be more. */
  boolean deleteSome(long lastSequence) throws SQLException {
    if (sweeping) {
      long through = oldThrough(Math.min(keptFromSequence, lastSequence));
      // Deleted in a transaction of its own: one that began with a read fails when another connection wrote meanwhile.
      connection.commit();
      sweeping = through > seenThrough;
      if (sweeping) {
        delete(through);
      }
    }
    return sweeping;
  }

  /** The last of the next rows that are all old; {@link #seenThrough} when there is none. */
  private long oldThrough(long keptFrom) throws SQLException {
    long through = seenThrough;
    try (PreparedStatement statement = connection.prepareStatement(table.agesAfterSql())) {
      new Parameters(statement).number(seenThrough).number(keptFrom).number(MAX_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next() && rows.getLong(2) < beforeMicros) {
          through = rows.getLong(1);
        }
      }
    }
    return through;
  }

  private void delete(long through) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(table.deleteSql());
        PreparedStatement note = connection.prepareStatement(NOTE_DELETED_THROUGH)) {
      new Parameters(delete).number(seenThrough).number(through);
      int count = delete.executeUpdate();
      if (count > 0) {
        new Parameters(note).text(table.tableName()).number(through);
        note.executeUpdate();
        // Set before the deletion: an export that meets the gap must find it explained.
        deletedThrough = Math.max(deletedThrough, through);
      }
      connection.commit();
      deletedCount.addAndGet(count);
      seenThrough = through;
    }
  }
}
