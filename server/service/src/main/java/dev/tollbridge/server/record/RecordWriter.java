package dev.tollbridge.server.record;

import dev.tollbridge.server.worker.Worker;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes batches, each in one transaction, and remembers the last row in the file. */
final class RecordWriter implements Worker.Task {
  private final Connection connection;
  private final PreparedStatement insertRecord;
  private final PreparedStatement insertEntry;
  private final PreparedStatement insertAudit;
  private final PendingRows pending;
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private final Map<RecordTable, OldRows> oldRows = new EnumMap<>(RecordTable.class);
  private final AtomicReference<@Nullable Long> wantedSweep = new AtomicReference<>();
  private volatile long lastRecordSequence;
  private volatile long lastLedgerSequence;
  private volatile long lastAuditSequence;

  private RecordWriter(Connection connection) throws SQLException {
    this.connection = connection;
    insertRecord = connection.prepareStatement(CallRecordTable.INSTANCE.insertSql());
    insertEntry = connection.prepareStatement(LedgerTable.INSTANCE.insertSql());
    insertAudit = connection.prepareStatement(AuditTable.INSTANCE.insertSql());
    lastRecordSequence = lastSequence(CallRecordTable.INSTANCE);
    lastLedgerSequence = lastSequence(LedgerTable.INSTANCE);
    lastAuditSequence = lastSequence(AuditTable.INSTANCE);
    for (RecordTable table : RecordTable.values()) {
      oldRows.put(table, new OldRows(connection, table));
    }
    connection.rollback();
    pending = new PendingRows(lastRecordSequence, lastLedgerSequence, lastAuditSequence);
  }

  static RecordWriter open(Database database) throws SQLException, IOException {
    Connection connection = database.openForWriting();
    try {
      return new RecordWriter(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Completes when a write has failed. */
  CompletableFuture<Throwable> failed() {
    return failed;
  }

  PendingRows pending() {
    return pending;
  }

  long lastSequence(RecordTable table) {
    return switch (table) {
      case CALL_RECORD -> lastRecordSequence;
      case LEDGER_ENTRY -> lastLedgerSequence;
      case AUDIT_ENTRY -> lastAuditSequence;
    };
  }

  OldRows oldRows(RecordTable table) {
    return Objects.requireNonNull(oldRows.get(table));
  }

  /** Has the rows before a time deleted, in between batches. */
  void deleteBefore(long micros) {
    wantedSweep.set(micros);
    pending.wantUpkeep();
  }

  /** Writes a batch; ends when there are no more. */
  @Override
  public @Nullable Duration round() throws SQLException, InterruptedException {
    Batch batch = pending.awaitBatch();
    if (batch == null) {
      return null;
    }
    write(batch);
    pending.written(batch);
    deleteOld();
    return Duration.ZERO;
  }

  /** Any failure must reach the callers that add rows: nothing else would notice. */
  @Nullable
  Duration fail(Throwable failure) {
    pending.fail(failure);
    failed.complete(failure);
    return null;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** A few old rows after each batch, so that no row waits for long. */
  private void deleteOld() throws SQLException {
    Long beforeMicros = wantedSweep.getAndSet(null);
    boolean more = false;
    for (RecordTable table : RecordTable.values()) {
      OldRows rows = oldRows(table);
      if (beforeMicros != null) {
        rows.sweep(beforeMicros);
      }
      more |= rows.deleteSome(lastSequence(table));
    }
    if (more) {
      pending.wantUpkeep();
    }
  }

  private void write(Batch batch) throws SQLException {
    if (batch.size() == 0) {
      return;
    }
    insert(insertRecord, CallRecordTable.INSTANCE, batch.records);
    insert(insertEntry, LedgerTable.INSTANCE, batch.entries);
    insert(insertAudit, AuditTable.INSTANCE, batch.audits);
    connection.commit();
    if (!batch.records.isEmpty()) {
      lastRecordSequence = batch.records.getLast().sequence();
    }
    if (!batch.entries.isEmpty()) {
      lastLedgerSequence = batch.entries.getLast().sequence();
    }
    if (!batch.audits.isEmpty()) {
      lastAuditSequence = batch.audits.getLast().sequence();
    }
  }

  private static <T> void insert(PreparedStatement statement, Table<T> table, List<T> rows) throws SQLException {
    for (T row : rows) {
      table.bind(new Parameters(statement), row);
      statement.executeUpdate();
    }
  }

  private long lastSequence(Table<?> table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(table.lastSequenceSql())) {
      return result.getLong(1);
    }
  }
}
