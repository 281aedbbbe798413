package dev.tollbridge.server.record;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The thread that writes batches, each in one transaction, and remembers how far the file goes. */
final class RecordWriter implements Runnable {
  private final Connection connection;
  private final PreparedStatement insertRecord;
  private final PreparedStatement insertEntry;
  private final PendingRows pending;
  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private volatile long lastRecordSequence;
  private volatile long lastLedgerSequence;

  private RecordWriter(Connection connection) throws SQLException {
    this.connection = connection;
    insertRecord = connection.prepareStatement(CallRecordTable.INSTANCE.insertSql());
    insertEntry = connection.prepareStatement(LedgerTable.INSTANCE.insertSql());
    lastRecordSequence = lastSequence(CallRecordTable.INSTANCE);
    lastLedgerSequence = lastSequence(LedgerTable.INSTANCE);
    connection.rollback();
    pending = new PendingRows(lastRecordSequence, lastLedgerSequence);
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

  /** Complete when a write has failed. */
  CompletableFuture<Throwable> failed() {
    return failed;
  }

  PendingRows pending() {
    return pending;
  }

  long lastRecordSequence() {
    return lastRecordSequence;
  }

  long lastLedgerSequence() {
    return lastLedgerSequence;
  }

  /** Whatever goes wrong here must reach those who add: nothing else would notice. */
  @Override
  public void run() {
    try (connection) {
      for (Batch batch = pending.take(); batch != null; batch = pending.take()) {
        write(batch);
        pending.written(batch);
      }
    } catch (Throwable e) {
      pending.fail(e);
      failed.complete(e);
    }
  }

  private void write(Batch batch) throws SQLException {
    insert(insertRecord, CallRecordTable.INSTANCE, batch.records);
    insert(insertEntry, LedgerTable.INSTANCE, batch.entries);
    connection.commit();
    if (!batch.records.isEmpty()) {
      lastRecordSequence = batch.records.getLast().sequence();
    }
    if (!batch.entries.isEmpty()) {
      lastLedgerSequence = batch.entries.getLast().sequence();
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
