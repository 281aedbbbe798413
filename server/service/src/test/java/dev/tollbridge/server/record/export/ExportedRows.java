package dev.tollbridge.server.record.export;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads exported rows back, column by column and by name. */
final class ExportedRows implements AutoCloseable {
  private final Connection connection;

  ExportedRows(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
  }

  CallRecord record(int shard, long sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = select(statement, "call_record", "shard = " + shard + " AND sequence = " + sequence)) {
      return new CallRecord(row.getLong("sequence"), row.getString("usage_id"), row.getString("leg_id"), parties(row),
          new CallRecord.Span(row.getLong("start_micros"), row.getLong("end_micros"),
              row.getLong("duration_seconds")),
          cost(row),
          new CallRecord.Ending(CloseReason.valueOf(row.getString("close_reason")),
              nameOrNull(DenialReason.class, row.getString("denial")), row.getString("cause")),
          new CallRecord.Origin(row.getString("bridge_id"), row.getLong("session"), row.getLong("leg_number")));
    }
  }

  private static CallRecord.Parties parties(ResultSet row) throws SQLException {
    return new CallRecord.Parties(row.getString("conference_id"), row.getString("organization_id"),
        row.getString("organizer_id"), CallType.valueOf(row.getString("call_type")), row.getString("service_number"),
        row.getString("remote_number"), row.getString("remote_country"));
  }

  private static CallRecord.Cost cost(ResultSet row) throws SQLException {
    var price = new Price(row.getLong("billed_seconds"), row.getLong("connection_fee_micros"),
        row.getLong("charge_micros"));
    return new CallRecord.Cost(price, row.getString("destination"), row.getString("currency"),
        row.getLong("closing_adjustment_micros"), row.getLong("overdraft_micros"), row.getString("capability"),
        nameOrNull(FreeReason.class, row.getString("free_reason")));
  }

  private static <E extends Enum<E>> @Nullable E nameOrNull(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }

  LedgerEntry entry(int shard, long sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = select(statement, "ledger_entry", "shard = " + shard + " AND sequence = " + sequence)) {
      return new LedgerEntry(row.getLong("sequence"), row.getString("organization_id"),
          LedgerEntry.Kind.valueOf(row.getString("kind")), row.getLong("amount_micros"), row.getLong("balance_micros"),
          row.getString("currency"), row.getLong("book_micros"), row.getString("reference"),
          row.getString("description"), rerated(row), numberOrNull(row, "refunded_record"),
          row.getString("author"));
    }
  }

  AuditEntry audit(int shard, long sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = select(statement, "audit_entry", "shard = " + shard + " AND sequence = " + sequence)) {
      return new AuditEntry(row.getLong("sequence"), row.getLong("at_micros"),
          new Author(row.getString("author"), row.getString("peer"), row.getString("rpc")),
          row.getString("organization_id"), row.getString("request_id"), row.getString("subject"),
          numberOrNull(row, "before_micros"), numberOrNull(row, "after_micros"), row.getString("outcome"));
    }
  }

  private static @Nullable Long numberOrNull(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  private static LedgerEntry.@Nullable PriceChange rerated(ResultSet row) throws SQLException {
    long recordSequence = row.getLong("record_sequence");
    return row.wasNull()
        ? null
        : new LedgerEntry.PriceChange(recordSequence, row.getLong("old_charge_micros"),
            row.getLong("new_charge_micros"),
            row.getString("old_destination"), row.getString("new_destination"), row.getLong("new_billed_seconds"),
            row.getLong("new_connection_fee_micros"));
  }

  long timeMicros(String table, String column, long sequence) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = select(statement, table, "sequence = " + sequence)) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, row.getObject(column, OffsetDateTime.class).toInstant());
    }
  }

  private static ResultSet select(Statement statement, String table, String condition) throws SQLException {
    ResultSet row = statement.executeQuery("SELECT * FROM " + table + " WHERE " + condition);
    if (!row.next()) {
      throw new AssertionError("no row in " + table + " where " + condition);
    }
    return row;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
