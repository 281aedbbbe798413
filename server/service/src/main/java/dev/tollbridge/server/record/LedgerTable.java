package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Ledger entries, in pages by book time, which is the order of their sequence: engine time never runs backwards. */
final class LedgerTable implements Table<LedgerEntry> {
  static final LedgerTable INSTANCE = new LedgerTable();
  private static final int RERATING_COLUMNS = 7;

  private LedgerTable() {}

  @Override
  public String name() {
    return "ledger_entry";
  }

  @Override
  public String columns() {
    return """
        sequence, organization_id, kind, amount_micros, balance_micros, currency, book_micros, reference, description, \
        record_sequence, old_charge_micros, new_charge_micros, old_destination, new_destination, new_billed_seconds, \
        new_connection_fee_micros, refunded_record, author""";
  }

  @Override
  public String timeColumn() {
    return "book_micros";
  }

  @Override
  public Position position(LedgerEntry entry) {
    return new Position(entry.bookMicros(), entry.sequence());
  }

  @Override
  public void bind(Parameters parameters, LedgerEntry entry) throws SQLException {
    parameters.number(entry.sequence()).text(entry.organizationId()).name(entry.kind()).number(entry.amountMicros())
        .number(entry.balanceMicros()).text(entry.currency()).number(entry.bookMicros()).text(entry.reference())
        .text(entry.description());
    LedgerEntry.PriceChange rerated = entry.rerated();
    if (rerated == null) {
      parameters.numberOrNull(null).numberOrNull(null).numberOrNull(null).textOrNull(null).textOrNull(null)
          .numberOrNull(null).numberOrNull(null);
    } else {
      parameters.number(rerated.recordSequence()).number(rerated.oldChargeMicros()).number(rerated.newChargeMicros())
          .text(rerated.oldDestination()).text(rerated.newDestination()).number(rerated.billedSeconds())
          .number(rerated.connectionFeeMicros());
    }
    parameters.numberOrNull(entry.refundedRecord()).text(entry.author());
  }

  @Override
  public LedgerEntry read(ResultSet row) throws SQLException {
    Columns in = new Columns(row);
    return new LedgerEntry(in.number(), in.text(), in.name(LedgerEntry.Kind.class), in.number(), in.number(),
        in.text(), in.number(), in.text(), in.text(), rerated(in), in.numberOrNull(), in.text());
  }

  private static LedgerEntry.@Nullable PriceChange rerated(Columns in) throws SQLException {
    Long recordSequence = in.numberOrNull();
    if (recordSequence == null) {
      in.skip(RERATING_COLUMNS - 1);
      return null;
    }
    return new LedgerEntry.PriceChange(recordSequence, in.number(), in.number(), in.text(), in.text(), in.number(),
        in.number());
  }

  /** Whether any call between two records was re-rated, or refunded; most pages have none. */
  String changedBetweenSql() {
    return "SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE record_sequence BETWEEN ?1 AND ?2)"
        + " OR EXISTS (SELECT 1 FROM ledger_entry WHERE refunded_record BETWEEN ?1 AND ?2)";
  }

  /** The sum of a record's refunds. */
  String refundedSql() {
    return "SELECT coalesce(sum(amount_micros), 0) FROM ledger_entry WHERE refunded_record = ?";
  }

  /** The latest re-rating of a record. */
  String latestReratingSql() {
    return "SELECT " + columns() + " FROM ledger_entry WHERE record_sequence = ? ORDER BY sequence DESC LIMIT 1";
  }

  /** Re-ratings after one entry and up to another, in the order of booking. */
  String reratingsSql() {
    return "SELECT " + columns() + " FROM ledger_entry WHERE sequence > ? AND sequence <= ?"
        + " AND record_sequence IS NOT NULL ORDER BY sequence LIMIT ?";
  }
}
