package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads committed rows. Any number of threads may call it: each query has a connection for itself. */
final class RecordQueries implements AutoCloseable {
  /** A connection reads the file's schema before its first query, so that some are kept. */
  private static final int KEPT_CONNECTIONS = 4;

  private final Database database;
  private final ArrayDeque<Connection> kept = new ArrayDeque<>();
  private boolean closed;

  RecordQueries(Database database) {
    this.database = database;
  }

  /** What is read over a connection. */
  private interface Reading<T, R> {
    R from(T source) throws SQLException;
  }

  private <R> R reading(Reading<Connection, R> reading) {
    try {
      Connection connection = connection();
      try {
        R result = reading.from(connection);
        keep(connection);
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw String.valueOf(e.getMessage()).contains("integer overflow") ? new SumTooLargeException(e) : failed(e);
    }
  }

  private <R> R reading(String sql, Reading<PreparedStatement, R> reading) {
    return reading(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return reading.from(statement);
      }
    });
  }

  private Connection connection() throws SQLException {
    synchronized (kept) {
      if (!kept.isEmpty()) {
        return kept.pop();
      }
    }
    return database.openForReading();
  }

  private void keep(Connection connection) throws SQLException {
    synchronized (kept) {
      if (!closed && kept.size() < KEPT_CONNECTIONS) {
        kept.push(connection);
        return;
      }
    }
    connection.close();
  }

  /** Queries that still run close their connection themselves. */
  @Override
  public void close() {
    synchronized (kept) {
      closed = true;
      try {
        while (!kept.isEmpty()) {
          kept.pop().close();
        }
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** Rows of an organization after a position, before a time and up to a sequence, in the table's order. */
  <T> List<T> rows(Table<T> table, String organizationId, Position after, long toMicros, long lastSequence, int limit) {
    return rows(table, table.pageSql(), organizationId, after, toMicros, lastSequence, limit);
  }

  /** As {@link #rows}, only calls that nothing has priced yet. */
  List<CallRecord> unpriced(String organizationId, Position after, long toMicros, int limit) {
    return rows(CallRecordTable.INSTANCE, CallRecordTable.INSTANCE.unpricedSql(), organizationId, after, toMicros,
        Long.MAX_VALUE, limit);
  }

  private <T> List<T> rows(Table<T> table, String sql, String organizationId, Position after, long toMicros,
      long lastSequence, int limit) {
    return reading(sql, statement -> {
      new Parameters(statement).text(organizationId).number(after.micros()).number(after.sequence()).number(toMicros)
          .number(lastSequence).number(limit);
      return readAll(table, statement);
    });
  }

  @Nullable
  CallRecord callRecord(String organizationId, String usageId) {
    List<CallRecord> found = reading(CallRecordTable.INSTANCE.byUsageIdSql(), statement -> {
      new Parameters(statement).text(organizationId).text(usageId);
      return readAll(CallRecordTable.INSTANCE, statement);
    });
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The existing records of these legs of a bridge's session. */
  List<CallRecord> closings(String bridgeId, long session, Collection<Long> legNumbers) {
    return reading(CallRecordTable.INSTANCE.byBridgeLegSql(), statement -> {
      List<CallRecord> found = new ArrayList<>();
      for (long legNumber : legNumbers) {
        new Parameters(statement).text(bridgeId).number(session).number(legNumber);
        found.addAll(readAll(CallRecordTable.INSTANCE, statement));
      }
      return found;
    });
  }

  List<PricedRecord> priced(RecordRange range, int limit) {
    return reading(CallRecordTable.INSTANCE.rangeSql(), statement -> {
      new Parameters(statement).text(range.organizationId()).number(range.afterMicros()).number(range.afterSequence())
          .number(range.toMicros()).number(range.throughSequence()).name(range.callType()).number(limit);
      return priced(statement.getConnection(), readAll(CallRecordTable.INSTANCE, statement));
    });
  }

  List<OrganizerTotal> organizerTotals(String organizationId, long fromMicros, long toMicros, String afterOrganizerId,
      int limit, boolean rerated) {
    return reading(connection -> new OrganizerTotalsQuery(connection).read(organizationId, fromMicros, toMicros,
        afterOrganizerId, limit,
        rerated));
  }

  LedgerStatement ledgerStatement(String organizationId, long fromMicros, long toMicros, long lastSequence) {
    return reading(
        connection -> new LedgerStatementQuery(connection, organizationId, lastSequence).read(fromMicros, toMicros));
  }

  List<PricedRecord> priced(List<CallRecord> records) {
    return reading(connection -> priced(connection, records));
  }

  private static List<PricedRecord> priced(Connection connection, List<CallRecord> records) throws SQLException {
    if (!anyChanged(connection, records)) {
      return records.stream().map(record -> new PricedRecord(record, null, 0)).toList();
    }
    List<PricedRecord> priced = new ArrayList<>(records.size());
    try (PreparedStatement statement = connection.prepareStatement(LedgerTable.INSTANCE.latestReratingSql());
        PreparedStatement refunds = connection.prepareStatement(LedgerTable.INSTANCE.refundedSql())) {
      for (CallRecord record : records) {
        new Parameters(statement).number(record.sequence());
        List<LedgerEntry> latest = readAll(LedgerTable.INSTANCE, statement);
        priced.add(new PricedRecord(record, latest.isEmpty() ? null : latest.getFirst().rerated(),
            refunded(refunds, record.sequence())));
      }
    }
    return priced;
  }

  private static boolean anyChanged(Connection connection, List<CallRecord> records) throws SQLException {
    if (records.isEmpty()) {
      return false;
    }
    var sequences = records.stream().mapToLong(CallRecord::sequence).summaryStatistics();
    try (PreparedStatement statement = connection.prepareStatement(LedgerTable.INSTANCE.changedBetweenSql())) {
      new Parameters(statement).number(sequences.getMin()).number(sequences.getMax());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static long refunded(PreparedStatement refunds, long recordSequence) throws SQLException {
    new Parameters(refunds).number(recordSequence);
    try (ResultSet row = refunds.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  List<AuditEntry> auditEntries(AuditFilter filter, Position after, long toMicros, int limit) {
    return reading(AuditTable.INSTANCE.pageSql(filter), statement -> {
      var parameters = new Parameters(statement).number(after.micros()).number(after.sequence()).number(toMicros);
      if (!filter.organizationId().isEmpty()) {
        parameters.text(filter.organizationId());
      }
      if (!filter.author().isEmpty()) {
        parameters.text(filter.author());
      }
      parameters.number(limit);
      return readAll(AuditTable.INSTANCE, statement);
    });
  }

  List<LedgerEntry> reratings(long afterSequence, long throughSequence, int limit) {
    return reading(LedgerTable.INSTANCE.reratingsSql(), statement -> {
      new Parameters(statement).number(afterSequence).number(throughSequence).number(limit);
      return readAll(LedgerTable.INSTANCE, statement);
    });
  }

  List<StoredRow> rowsAfter(RecordTable table, long sequence, long lastSequence, int limit) {
    return reading(table.rowsAfterSql(), statement -> {
      new Parameters(statement).number(sequence).number(lastSequence).number(limit);
      try (ResultSet result = statement.executeQuery()) {
        return storedRows(table, result);
      }
    });
  }

  private static List<StoredRow> storedRows(RecordTable table, ResultSet result) throws SQLException {
    int columnCount = table.columns().size();
    String completedColumn = table.completedColumn();
    List<StoredRow> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable String> values = new ArrayList<>(columnCount);
      for (int column = 1; column <= columnCount; column++) {
        values.add(result.getString(column));
      }
      rows.add(new StoredRow(result.getLong(1), result.getLong(completedColumn), values));
    }
    return rows;
  }

  private static <T> List<T> readAll(Table<T> table, PreparedStatement statement) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(table.read(result));
      }
    }
    return rows;
  }

  private static RecordStoreException failed(SQLException cause) {
    return new RecordStoreException("cannot read the record store: " + cause.getMessage(), cause);
  }
}
