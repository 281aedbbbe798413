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
  private final List<Rate> rates = new ArrayList<>();
  private final Map<Key, Long> lines = new HashMap<>();
  private String currency = "";
  private long currencyLine;

  RateDeckRows(RateHeader header, Violations violations) {
    this.header = header;
    this.violations = violations;
  }

  /** The currency of the first row that has one; empty when no row was read. */
  String currency() {
    return currency;
  }

  List<Rate> rates() {
    return rates;
  }

  void add(CsvRecord cells) {
    long line = cells.getStartingLineNumber();
    if (cells.getFieldCount() != header.columnCount()) {
      violations.add(RowViolations.place(line),
          "has " + cells.getFieldCount() + " cells, the header has " + header.columnCount());
      return;
    }
    RowViolations row = new RowViolations(violations, line);
    RateRow rateRow = new RateRow(header, cells, row);
    checkCurrency(rateRow.currency(), line, row);
    Rate rate = rateRow.rate();
    if (rate != null) {
      checkUnique(rate, line, row);
      rates.add(rate);
    }
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
