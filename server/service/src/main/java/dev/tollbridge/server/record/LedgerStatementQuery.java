package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Adds up an organization's ledger, all in one read transaction. Entries carry running balances, and retention deletes
 * an organization's oldest ones first: the oldest remaining one shows the balance before it.
 */
final class LedgerStatementQuery {
  private static final String LAST_BALANCE = """
      SELECT balance_micros FROM ledger_entry
      WHERE organization_id = ? AND book_micros < ? AND sequence <= ? ORDER BY book_micros DESC, sequence DESC LIMIT 1""";
  private static final String BALANCE_BEFORE_ALL = """
      SELECT balance_micros - amount_micros FROM ledger_entry
      WHERE organization_id = ? AND sequence <= ? ORDER BY book_micros, sequence LIMIT 1""";
  private static final String TOTALS = """
      SELECT kind, count(*), sum(amount_micros) FROM ledger_entry
      WHERE organization_id = ? AND book_micros >= ? AND book_micros < ? AND sequence <= ? GROUP BY kind""";

  private final Connection connection;
  private final String organizationId;
  private final long lastSequence;

  /** @param connection for this query alone until it is done */
  LedgerStatementQuery(Connection connection, String organizationId, long lastSequence) {
    this.connection = connection;
    this.organizationId = organizationId;
    this.lastSequence = lastSequence;
  }

  LedgerStatement read(long fromMicros, long toMicros) throws SQLException {
    connection.setAutoCommit(false);
    var statement = new LedgerStatement(balanceBefore(fromMicros), totals(fromMicros, toMicros),
        balanceBefore(toMicros), lastSequence);
    connection.setAutoCommit(true);
    return statement;
  }

  private long balanceBefore(long micros) throws SQLException {
    try (PreparedStatement last = connection.prepareStatement(LAST_BALANCE)) {
      new Parameters(last).text(organizationId).number(micros).number(lastSequence);
      try (ResultSet row = last.executeQuery()) {
        return row.next() ? row.getLong(1) : balanceBeforeAll();
      }
    }
  }

  private long balanceBeforeAll() throws SQLException {
    try (PreparedStatement first = connection.prepareStatement(BALANCE_BEFORE_ALL)) {
      new Parameters(first).text(organizationId).number(lastSequence);
      try (ResultSet row = first.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private Map<LedgerEntry.Kind, LedgerStatement.Total> totals(long fromMicros, long toMicros) throws SQLException {
    try (PreparedStatement sums = connection.prepareStatement(TOTALS)) {
      new Parameters(sums).text(organizationId).number(fromMicros).number(toMicros).number(lastSequence);
      try (ResultSet rows = sums.executeQuery()) {
        Map<LedgerEntry.Kind, LedgerStatement.Total> totals = new EnumMap<>(LedgerEntry.Kind.class);
        while (rows.next()) {
          Columns in = new Columns(rows);
          totals.put(in.name(LedgerEntry.Kind.class), new LedgerStatement.Total(in.number(), in.number()));
        }
        return totals;
      }
    }
  }
}
