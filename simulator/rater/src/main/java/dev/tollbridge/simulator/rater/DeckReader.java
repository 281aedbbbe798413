package dev.tollbridge.simulator.rater;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows of a deck's CSV file by the rules of the server: what it refuses is refused here, too. Only columns of
 * fees, increments and the currency may be missing as a whole.
 */
final class DeckReader {
  private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

  private final List<DeckRow> rows = new ArrayList<>();
  private final Map<List<Object>, Long> lineByConditions = new HashMap<>();
  private final String currency;
  private final boolean tollFree;

  private DeckReader(String currency, boolean tollFree) {
    this.currency = currency;
    this.tollFree = tollFree;
  }

  /**
   * The rows in file order; {@link IllegalArgumentException} gives the line of an invalid row.
   *
   * @param currency of every price; empty: any
   * @param tollFree the caller's country may decide the price
   */
  static List<DeckRow> read(byte[] csv, String currency, boolean tollFree) {
    String text = DeckText.decode(csv);
    char separator = separator(text);
    var reader = new DeckReader(currency, tollFree);
    try (CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text)) {
      reader.read(records, separator);
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("not a CSV file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.rows;
  }

  /** The separator that makes the most columns of the header, which is the first line but for {@code sep=;}. */
  private static char separator(String text) {
    String header = text.lines().map(DeckText::trim).filter(line -> !line.replaceAll("[,;|]", "").isEmpty())
        .filter(line -> !isSeparatorLine(line)).findFirst().orElse("");
    String best = SEPARATORS.getFirst();
    for (String separator : SEPARATORS) {
      if (DeckColumns.named(header, quoted(separator)) > DeckColumns.named(header, quoted(best))) {
        best = separator;
      }
    }
    return best.charAt(0);
  }

  private static String quoted(String separator) {
    return "[" + separator + "]";
  }

  private static boolean isSeparatorLine(String line) {
    return line.replace("\"", "").regionMatches(true, 0, "sep=", 0, "sep=".length());
  }

  private void read(CsvReader<CsvRecord> records, char separator) {
    Iterator<CsvRecord> lines = records.stream().filter(line -> !isEmpty(line)).iterator();
    CsvRecord header = lines.hasNext() ? lines.next() : null;
    if (header != null && isSeparatorLine(header.getField(0))) {
      header = lines.hasNext() ? lines.next() : null;
    }
    if (header == null) {
      throw new IllegalArgumentException("it is empty");
    }
    var columns = new DeckColumns(header);
    var cells = new DeckCells(columns, separator == ';');
    lines.forEachRemaining(line -> add(line, columns, cells));
  }

  private static boolean isEmpty(CsvRecord line) {
    return line.getFields().stream().allMatch(cell -> DeckText.trim(cell).isEmpty());
  }

  private void add(CsvRecord line, DeckColumns columns, DeckCells cells) {
    try {
      checkCurrency(columns, columns.cell(line, "currency"));
      DeckRow row = cells.row(line);
      if (!row.callerCountry().isEmpty() && !tollFree) {
        throw new IllegalArgumentException("caller_country never applies: only toll-free calls are priced by it");
      }
      Long first = lineByConditions.putIfAbsent(row.conditions(), line.getStartingLineNumber());
      if (first != null) {
        throw new IllegalArgumentException("prefix " + row.prefix() + " is in line " + first + ", too");
      }
      rows.add(row);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  private void checkCurrency(DeckColumns columns, String found) {
    if (found.isEmpty() && columns.has("currency")) {
      throw new IllegalArgumentException("there is no currency");
    }
    if (!found.isEmpty() && !currency.isEmpty() && !found.equals(currency)) {
      throw new IllegalArgumentException("currency " + found + " is not the currency of the calls, " + currency);
    }
  }
}
