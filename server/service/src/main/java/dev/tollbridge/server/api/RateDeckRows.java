package dev.tollbridge.server.api;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.server.rpc.Quoted;
import dev.tollbridge.server.rpc.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the rates of a file row by row, and the violations in a row or between rows. */
final class RateDeckRows {
  /** Two rows with equal keys would hide each other. */
  private record Key(
      String prefix,
      String country,
      String callerCountry,
      int minDigits,
      int maxDigits,
      @Nullable TimeWindow window) {
    static Key of(Rate rate) {
      return new Key(rate.prefix(), rate.country(), rate.callerCountry(), rate.minDigits(), rate.maxDigits(),
          rate.window());
    }
  }

  private final Violations violations;
  private final RateHeader header;
  private final DecimalCells decimals;
  private final RateChecks checks;
  private final List<DeckRow> rows = new ArrayList<>();
  private final Map<Key, Long> lines = new HashMap<>();
  private String currency = "";
  private long currencyLine;

  RateDeckRows(RateHeader header, DecimalCells decimals, RateChecks checks, Violations violations) {
    this.header = header;
    this.decimals = decimals;
    this.checks = checks;
    this.violations = violations;
  }

  /** The currency of the first row that has one; empty when no row was read. */
  String currency() {
    return currency;
  }

  List<DeckRow> rows() {
    return rows;
  }

  /** Adds a row that is not empty. */
  void add(CsvRecord cells) {
    long line = cells.getStartingLineNumber();
    String misshapen = misshapen(cells);
    if (misshapen != null) {
      violations.add(RowViolations.place(line), misshapen);
      return;
    }
    RowViolations row = new RowViolations(violations, line);
    RateRow rateRow = new RateRow(header, cells, row, decimals);
    checkCurrency(rateRow.currency(), line, row);
    Rate rate = rateRow.rate();
    if (rate != null) {
      checkUnique(rate, line, row);
      checks.check(rate, line, row);
      rows.add(new DeckRow(rate, line));
    }
  }

  /** What is wrong with the number of cells. Spreadsheets leave out empty cells at the end, or add some. */
  private @Nullable String misshapen(CsvRecord cells) {
    int count = cells.getFieldCount();
    String found = "has " + count + " cells, the header has " + header.columnCount();
    for (int position = header.columnCount(); position < count; position++) {
      if (!Blanks.isBlank(cells.getField(position))) {
        return found + ": a separator within a cell, such as a decimal comma, needs quotes around the cell";
      }
    }
    if (count < header.requiredCount()) {
      return found;
    }
    int stray = header.strayCell(cells);
    return stray < 0 ? null : "has a cell in column " + (stray + 1) + ", which has no name";
  }

  private void checkCurrency(String rowCurrency, long line, RowViolations row) {
    if (row.found()) {
      return;
    }
    if (currency.isEmpty()) {
      currency = rowCurrency;
      currencyLine = line;
    } else if (!currency.equals(rowCurrency)) {
      row.add(RateColumn.CURRENCY, rowCurrency + " differs from " + currency + " in row " + currencyLine);
    }
  }

  private void checkUnique(Rate rate, long line, RowViolations row) {
    Long first = lines.putIfAbsent(Key.of(rate), line);
    if (first != null) {
      row.add(RateColumn.PREFIX, Quoted.of(rate.prefix()) + " is in row " + first + " under the same conditions");
    }
  }
}
