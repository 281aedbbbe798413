package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.money.CurrencyFormat;
import dev.tollbridge.server.record.LedgerStatement;
import dev.tollbridge.server.record.RecordScan;
import dev.tollbridge.server.rpc.ApiErrors;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ledger statement as rows: the opening balance, every entry, the closing balance. */
final class LedgerReport implements CsvRows {
  private static final int PAGE_SIZE = 200;
  private static final List<String> HEADER = List.of("Entry ID", "Kind", "Book Time", "Amount", "Balance", "Currency",
      "Reference", "Description", "Amount Micros", "Balance Micros");

  private final LedgerStatement statement;
  private final RecordScan<LedgerEntry> entries;
  private final Function<LedgerEntry, String> entryId;
  private final OrganizationRows rows;
  private final String currency;
  private final CurrencyFormat money;
  private final CsvForm form;
  private long balanceMicros;
  private boolean begun;
  private boolean closed;

  /** @param entries those of the statement */
  LedgerReport(LedgerStatement statement, RecordScan<LedgerEntry> entries, Function<LedgerEntry, String> entryId,
      OrganizationRows rows, String currency, CsvForm form) {
    this.statement = statement;
    this.entries = entries;
    this.entryId = entryId;
    this.rows = rows;
    this.currency = currency;
    this.form = form;
    money = CurrencyFormat.of(currency);
    balanceMicros = statement.openingMicros();
  }

  @Override
  public @Nullable List<List<String>> next() {
    if (!begun) {
      begun = true;
      String from = rows.fromMicros() == Long.MIN_VALUE ? "" : form.time(rows.fromMicros());
      return List.of(form.header(HEADER), balance("OPENING", from, statement.openingMicros()));
    }
    if (closed) {
      return null;
    }
    List<List<String>> rows = entries.next(PAGE_SIZE).stream().map(this::entry).toList();
    return rows.isEmpty() ? closing() : rows;
  }

  private List<List<String>> closing() {
    if (balanceMicros != statement.closingMicros()) {
      throw ApiErrors.aborted("ENTRIES_DELETED",
          "retention deleted entries of the statement while it was read; ask for a later time");
    }
    closed = true;
    String to = rows.toMicros() == Long.MAX_VALUE ? "" : form.time(rows.toMicros());
    return List.of(balance("CLOSING", to, statement.closingMicros()));
  }

  private List<String> balance(String kind, String time, long micros) {
    return List.of("", kind, time, "", money.rounded(micros), currency, "", "", "", Long.toString(micros));
  }

  /** The amount is by how much the rounded balance changes, so that each balance follows from the one before. */
  private List<String> entry(LedgerEntry entry) {
    long unitsBefore = money.units(balanceMicros);
    balanceMicros += entry.amountMicros();
    long units = money.units(balanceMicros);
    return List.of(form.text(entryId.apply(entry)), entry.kind().name(), form.time(entry.bookMicros()),
        money.shown(units - unitsBefore), money.shown(units), entry.currency(), form.text(entry.reference()),
        form.text(entry.description()),
        Long.toString(entry.amountMicros()), Long.toString(entry.balanceMicros()));
  }
}
