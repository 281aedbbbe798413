package dev.tollbridge.server.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.server.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Call records, ledger entries and audit entries of one shard, in one SQLite file.
 *
 * <p>Rows are added in the order of their sequence and written in that order, so the file always holds a prefix of
 * them. A row whose sequence was added before is skipped: replaying the log is cheap, and what was once shown to a
 * customer stays unchanged. When a write fails, the store accepts nothing more: a later row would hide the gap.
 */
public final class RecordStore implements AutoCloseable {
  /** Rows of one page. */
  public static final int MAX_ROWS = 1_001;

  private final Path file;
  private final Database database;
  private final RecordWriter writer;
  private final RecordQueries queries;
  private final Worker worker;

  private RecordStore(Path file, Database database, RecordWriter writer, RecordQueries queries) {
    this.file = file;
    this.database = database;
    this.writer = writer;
    this.queries = queries;
    worker = Worker.start("record-writer-" + file.getFileName(), writer, (failure, _) -> writer.fail(failure));
  }

  /** Opens the file, or makes it. An older schema version is upgraded, a newer one refused. */
  public static RecordStore open(Path file) {
    Database database = new Database(file);
    try {
      RecordWriter writer = RecordWriter.open(database);
      return new RecordStore(file, database, writer, new RecordQueries(database));
    } catch (SQLException | IOException e) {
      throw new RecordStoreException("cannot open the record store " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Queues a record; waits while {@link PendingRows#MAX_ROWS} rows are queued. Never drops one. Returns whether it is
   * new, not added before.
   */
  @CanIgnoreReturnValue
  public boolean add(CallRecord record) {
    return writer.pending().add(record);
  }

  /** Queues an entry; waits while {@link PendingRows#MAX_ROWS} rows are queued. Never drops one. */
  public void add(LedgerEntry entry) {
    writer.pending().add(entry);
  }

  /** Queues an entry; waits while {@link PendingRows#MAX_ROWS} rows are queued. Never drops one. */
  public void add(AuditEntry entry) {
    writer.pending().add(entry);
  }

  /** Sequence of the table's last durable row; 0 when there is none. */
  public long lastSequence(RecordTable table) {
    return writer.lastSequence(table);
  }

  /**
   * Has the rows deleted that were complete before a time: call records by their end, ledger entries by their booking.
   * Returns immediately; the writer does it bit by bit. Each table's last row, each organization's last ledger entry
   * and what {@link OldRows#keepFrom} keeps stay.
   */
  public void deleteBefore(long micros) {
    writer.deleteBefore(micros);
  }

  /** What happens to a table's rows as they grow old. */
  public OldRows oldRows(RecordTable table) {
    return writer.oldRows(table);
  }

  /**
   * Up to {@code limit} durable rows that follow {@code sequence}, without waiting for the writer. None beyond
   * {@link #lastSequence}, even if just written.
   */
  public List<StoredRow> rowsAfter(RecordTable table, long sequence, int limit) {
    return queries.rowsAfter(table, sequence, lastSequence(table), limit);
  }

  /** Waits until everything added before is on disk. */
  public void flush() {
    writer.pending().flush();
  }

  /**
   * Records of an organization after a position that started before a time, by start time, then sequence. Sees
   * everything added before.
   *
   * @param limit 1 to {@link #MAX_ROWS}
   */
  public List<CallRecord> callRecords(String organizationId, Position after, long toMicros, int limit) {
    return rows(CallRecordTable.INSTANCE, organizationId, after, toMicros, limit);
  }

  /** As {@link #callRecords}, only calls that are free because nothing has priced them yet. */
  public List<CallRecord> unpricedCallRecords(String organizationId, Position after, long toMicros, int limit) {
    checkLimit(limit);
    flush();
    return queries.unpriced(organizationId, after, toMicros, limit);
  }

  /** As {@link #callRecords}, for all that exist at this moment, to be read bit by bit. */
  public RecordScan<CallRecord> scanCallRecords(String organizationId, long fromMicros, long toMicros) {
    flush();
    return new RecordScan<>(queries, CallRecordTable.INSTANCE, organizationId, fromMicros, toMicros,
        lastSequence(RecordTable.CALL_RECORD));
  }

  /** The record with this usage id, the first one if it was used twice. Sees everything added before. */
  public @Nullable CallRecord callRecord(String organizationId, String usageId) {
    flush();
    return queries.callRecord(organizationId, usageId);
  }

  /** The existing records of these legs of a bridge's session, one a leg. Sees everything added before. */
  public List<CallRecord> closings(String bridgeId, long session, Collection<Long> legNumbers) {
    flush();
    return queries.closings(bridgeId, session, legNumbers);
  }

  /** Durable records with their current prices, at most {@code limit} of the range; flush before the first page. */
  public List<PricedRecord> priced(RecordRange range, int limit) {
    return queries.priced(range, limit);
  }

  /** The records with their current prices. Sees everything added before. */
  public List<PricedRecord> priced(List<CallRecord> records) {
    flush();
    return queries.priced(records);
  }

  /** Re-ratings booked after one entry and up to another, by their sequences. Sees everything added before. */
  public List<LedgerEntry> reratings(long afterSequence, long throughSequence, int limit) {
    flush();
    return queries.reratings(afterSequence, throughSequence, limit);
  }

  /** Audit entries after a position and before a time, by time, then sequence. Sees everything added before. */
  public List<AuditEntry> auditEntries(AuditFilter filter, Position after, long toMicros, int limit) {
    checkLimit(limit);
    flush();
    return queries.auditEntries(filter, after, toMicros, limit);
  }

  /** Entries of an organization after a position, booked before a time, by time; otherwise as {@link #callRecords}. */
  public List<LedgerEntry> ledgerEntries(String organizationId, Position after, long toMicros, int limit) {
    return rows(LedgerTable.INSTANCE, organizationId, after, toMicros, limit);
  }

  /**
   * Totals of the calls of an organization that started in [from, to): up to {@code limit} organizers after one, by
   * id. Sees everything added before.
   *
   * @param rerated also adds up the charges that now apply
   */
  public List<OrganizerTotal> organizerTotals(String organizationId, long fromMicros, long toMicros,
      String afterOrganizerId, int limit, boolean rerated) {
    flush();
    return queries.organizerTotals(organizationId, fromMicros, toMicros, afterOrganizerId, limit, rerated);
  }

  /** Totals of the entries of an organization booked in [from, to). Sees everything added before. */
  public LedgerStatement ledgerStatement(String organizationId, long fromMicros, long toMicros) {
    flush();
    return queries.ledgerStatement(organizationId, fromMicros, toMicros,
        lastSequence(RecordTable.LEDGER_ENTRY));
  }

  /** The entries of a statement, to be read bit by bit; those that retention deletes meanwhile are missing. */
  public RecordScan<LedgerEntry> scanLedgerEntries(LedgerStatement statement, String organizationId, long fromMicros,
      long toMicros) {
    return new RecordScan<>(queries, LedgerTable.INSTANCE, organizationId, fromMicros, toMicros,
        statement.lastSequence());
  }

  /** Rows that were added but are not yet durable. */
  public long queued() {
    return writer.pending().queuedCount();
  }

  /** Why the store failed; null while it works. */
  public @Nullable Throwable failure() {
    return writer.pending().failure();
  }

  /**
   * Copies the store up to these last sequences into one file that needs no other. The store keeps running.
   *
   * @param file must not exist
   */
  public void copyTo(Path file, long lastRecordSequence, long lastLedgerSequence, long lastAuditSequence) {
    flush();
    try {
      database.copyTo(file, List.of(CallRecordTable.INSTANCE.deleteAfterSql(lastRecordSequence),
          LedgerTable.INSTANCE.deleteAfterSql(lastLedgerSequence),
          AuditTable.INSTANCE.deleteAfterSql(lastAuditSequence)));
    } catch (SQLException e) {
      throw new RecordStoreException("the record store could not be copied: " + e.getMessage(), e);
    }
  }

  /** Calls the listener, on the writer's thread, when a write fails, even if nothing more is added. */
  public void onFailure(Consumer<Throwable> listener) {
    var _ = writer.failed().thenAccept(cause -> listener.accept(
        new RecordStoreException(file + " could not be written: " + cause.getMessage(), cause)));
  }

  /** Writes what is queued. Throws when that fails; the log still has the rows. */
  @Override
  public void close() {
    // first: the last connection to close is the one that clears the write-ahead log
    queries.close();
    writer.pending().close();
    worker.awaitEnd();
    Throwable failure = failure();
    if (failure != null) {
      throw new RecordStoreException("the record store closed without " + queued() + " queued rows", failure);
    }
  }

  private <T> List<T> rows(Table<T> table, String organizationId, Position after, long toMicros, int limit) {
    checkLimit(limit);
    flush();
    return queries.rows(table, organizationId, after, toMicros, Long.MAX_VALUE, limit);
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_ROWS) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to " + MAX_ROWS);
    }
  }
}
