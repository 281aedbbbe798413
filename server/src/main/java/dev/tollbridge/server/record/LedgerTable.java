package dev.tollbridge.server.record;

import dev.tollbridge.server.account.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Ledger entries, in pages by book time, which is the order of their sequence: engine time never runs backwards. */
final class LedgerTable implements Table<LedgerEntry> {
  static final LedgerTable INSTANCE = new LedgerTable();

  private LedgerTable() {}

  @Override
  public String name() {
    return "ledger_entry";
  }

  @Override
  public String columns() {
    return "sequence, organization_id, kind, amount_micros, balance_micros, currency, book_micros, reference, "
        + "description";
  }

  @Override
  public String timeColumn() {
    return "book_micros";
  }

  @Override
  public byte tokenKind() {
    return 'l';
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
  }

  @Override
  public LedgerEntry read(ResultSet row) throws SQLException {
    Columns in = new Columns(row);
    return new LedgerEntry(in.number(), in.text(), in.name(LedgerEntry.Kind.class), in.number(), in.number(),
        in.text(), in.number(), in.text(), in.text());
  }
}
