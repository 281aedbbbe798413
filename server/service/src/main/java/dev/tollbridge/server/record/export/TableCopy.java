package dev.tollbridge.server.record.export;

import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.StoredRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy of one table of one shard. Rows and progress are in one transaction, and the next one starts from
 * the progress in the database: a crash on either side leaves both or neither. Lag may be read by any thread.
 */
final class TableCopy {
  private static final Logger LOG = LoggerFactory.getLogger(TableCopy.class);
  private static final Waiting NOTHING = new Waiting(0, 0);

  private final int shard;
  private final RecordTable table;
  private final RecordStore store;
  private final ExportProgress progress;
  private final String copySql;
  private volatile long copiedSequence;
  private volatile Waiting waiting = NOTHING;

  TableCopy(int shard, RecordTable table, RecordStore store, ExportProgress progress) {
    this.shard = shard;
    this.table = table;
    this.store = store;
    this.progress = progress;
    store.oldRows(table).keepFrom(0);
    copySql = "COPY " + table.tableName() + " (shard, " + String.join(", ", table.columns()) + ") FROM STDIN";
  }

  /** The first missing row, and the engine time since when it could have existed. */
  private record Waiting(long sequence, long sinceMicros) {}

  RecordTable table() {
    return table;
  }

  /** Durable rows that are not in the database; all of them until its progress is known. */
  long lagRows() {
    return Math.max(0, store.lastSequence(table) - copiedSequence);
  }

  /** Age of the first missing row, as far as {@link #observe} knows it; 0 when none is missing. */
  long lagMicros(long nowMicros) {
    Waiting first = waiting;
    return first.sequence() == copiedSequence + 1 ? Math.max(0, nowMicros - first.sinceMicros()) : 0;
  }

  /** Records the age of the first missing row. */
  void observe() {
    long next = copiedSequence + 1;
    if (lagRows() > 0 && waiting.sequence() != next) {
      waiting = new Waiting(next, store.rowsAfter(table, copiedSequence, 1).getFirst().completedMicros());
    }
  }

  /** Compares what the database has with what the store has, before the first copy on a connection. */
  void prepare(Connection connection) throws SQLException {
    progress.start(connection, shard, table);
    long sequence = lock(connection);
    new TableCheck(connection, shard, table).check(store, sequence);
    connection.commit();
    copiedThrough(sequence);
  }

  /** The last row is kept too: the next start compares it. */
  private void copiedThrough(long sequence) {
    copiedSequence = sequence;
    store.oldRows(table).keepFrom(sequence);
  }

  /** Copies up to {@code limit} of the rows that follow the database's last one. Returns how many there were. */
  int copy(Connection connection, int limit) throws SQLException, IOException {
    long sequence = lock(connection);
    List<StoredRow> rows = store.rowsAfter(table, sequence, limit);
    if (!rows.isEmpty()) {
      long last = rows.getLast().sequence();
      checkNoGap(sequence, rows);
      send(connection, rows);
      progress.advance(connection, shard, table, last);
      sequence = last;
    }
    connection.commit();
    copiedThrough(sequence);
    return rows.size();
  }

  private long lock(Connection connection) throws SQLException {
    long sequence = progress.lock(connection, shard, table);
    long last = store.lastSequence(table);
    if (sequence > last) {
      throw new ExportRefusedException(
          ("its %s goes up to sequence %d in shard %d and the data directory up to %d only:"
              + " an older state of the directory was restored, or this is the wrong database").formatted(
                  table.tableName(), sequence, shard, last));
    }
    return sequence;
  }

  /** Sequences have no gaps, except rows that retention deleted when nothing was exported. */
  private void checkNoGap(long after, List<StoredRow> rows) {
    long deletedThrough = store.oldRows(table).deletedThrough();
    long expected = after + 1;
    for (StoredRow row : rows) {
      if (row.sequence() != expected) {
        checkDeleted(expected, row.sequence() - 1, deletedThrough);
      }
      expected = row.sequence() + 1;
    }
  }

  private void checkDeleted(long from, long through, long deletedThrough) {
    if (through > deletedThrough) {
      throw new IllegalStateException("%s of shard %d lacks rows in [%d, %d]".formatted(table.tableName(), shard, from,
          through));
    }
    LOG.warn("Rows {} to {} of {} in shard {} are not exported: retention has deleted them", from, through,
        table.tableName(), shard);
  }

  private void send(Connection connection, List<StoredRow> rows) throws SQLException, IOException {
    CopyText text = new CopyText(rows.size());
    rows.forEach(row -> text.add(shard, row.values()));
    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql, new ByteArrayInputStream(text.bytes()));
  }
}
