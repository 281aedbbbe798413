package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Quoted;
import dev.tollbridge.server.rpc.Sha256;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.v1.RateDeckWarningReason;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a rate deck from CSV that arrives in chunks: the whole deck, or everything that is wrong with it. */
final class RateDeckCsv {
  static final int MAX_BYTES = 64 * 1024 * 1024;
  static final int MAX_ROWS = RateDeck.MAX_RATES;

  static final String REASON = "INVALID_RATE_DECK";
  /** The place of what is wrong with the whole file. */
  static final String FILE = "file";

  private static final RateDeckFile NOTHING = new RateDeckFile("", List.of(), "", List.of());
  private static final int MAX_CELL_CHARACTERS = 64 * 1024;
  private static final int LAST_ASCII = 0x7F;

  private final Violations violations = new Violations(REASON);
  private final MessageDigest digest = Sha256.digest();
  private ByteString content = ByteString.EMPTY;
  private final int maxBytes;
  private final int maxRows;
  private long lastLine;
  private String currency = "";

  RateDeckCsv(int maxRows) {
    this(MAX_BYTES, maxRows);
  }

  RateDeckCsv(int maxBytes, int maxRows) {
    this.maxBytes = maxBytes;
    this.maxRows = maxRows;
  }

  /** Adds the next bytes; throws RESOURCE_EXHAUSTED past the limit. */
  void append(ByteString chunk) {
    if ((long) content.size() + chunk.size() > maxBytes) {
      throw ApiErrors.resourceExhausted("RATE_DECK_TOO_LARGE", "the file has more than " + maxBytes + " bytes",
          Map.of("max_bytes", Integer.toString(maxBytes)));
    }
    for (ByteBuffer buffer : chunk.asReadOnlyByteBufferList()) {
      digest.update(buffer);
    }
    content = content.concat(chunk);
  }

  /**
   * The deck; throws INVALID_ARGUMENT with the violations, or RESOURCE_EXHAUSTED past the limit of rows.
   *
   * @param effective when the deck takes effect
   */
  RateDeckFile finish(CallType callType, Instant effective) {
    RateDeckFile file = read(callType, effective);
    violations.throwIfAny();
    return file;
  }

  /** What is wrong with the file, once it has been read. */
  List<Violations.Violation> violations() {
    return violations.list();
  }

  private StatusRuntimeException tooManyRows() {
    return ApiErrors.resourceExhausted("RATE_DECK_TOO_LONG", "the file has more than " + maxRows + " rows"
        + (maxRows < MAX_ROWS ? ", for which this server has memory; start it with a greater -Xmx" : ""),
        Map.of("max_rows", Integer.toString(maxRows)));
  }

  private RateDeckFile read(CallType callType, Instant effective) {
    String otherFile = DeckEncoding.otherFile(content);
    if (otherFile != null) {
      violations.add(FILE, "is " + otherFile + ": save it as CSV");
      return NOTHING;
    }
    DeckEncoding encoding = DeckEncoding.of(content);
    try {
      DeckLayout layout = layout(encoding);
      var warnings = new DeckWarnings();
      List<DeckRow> rows = rows(encoding, layout, new RateChecks(callType, warnings));
      if (!violations.isEmpty()) {
        return NOTHING;
      }
      new RowOverlaps(warnings, effective).check(rows);
      if (encoding.guessed()) {
        warnings.add(0, RateDeckWarningReason.RATE_DECK_WARNING_REASON_GUESSED_ENCODING, guessed(rows));
      }
      return new RateDeckFile(currency, rows.stream().map(DeckRow::rate).toList(),
          HexFormat.of().formatHex(digest.digest()), warnings.list());
    } catch (CsvParseException e) {
      violations.add(FILE, "cannot be read after row " + lastLine + ": a quote is not closed or a cell is too long");
      return NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String guessed(List<DeckRow> rows) {
    String read = "the file is not UTF-8 and was read as Windows-1252";
    return rows.stream().filter(row -> row.rate().destination().chars().anyMatch(c -> c > LAST_ASCII)).findFirst()
        .map(row -> read + "; row " + row.line() + " is for " + Quoted.of(row.rate().destination())).orElse(read);
  }

  private DeckLayout layout(DeckEncoding encoding) throws IOException {
    try (Reader text = text(encoding)) {
      return DeckLayout.of(text);
    }
  }

  private Reader text(DeckEncoding encoding) {
    return new InputStreamReader(content.substring(encoding.markLength()).newInput(), encoding.charset());
  }

  private List<DeckRow> rows(DeckEncoding encoding, DeckLayout layout, RateChecks checks) throws IOException {
    try (CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(layout.separator())
        .maxBufferSize(MAX_CELL_CHARACTERS).allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text(encoding))) {
      return readRows(records.iterator(), layout, checks);
    }
  }

  private List<DeckRow> readRows(Iterator<CsvRecord> records, DeckLayout layout, RateChecks checks) {
    if (layout.separatorLine()) {
      records.next();
    }
    CsvRecord first = next(records);
    if (first == null) {
      violations.add(FILE, "is empty");
      return List.of();
    }
    RateHeader header = RateHeader.parse(first);
    String fault = header.fault();
    if (fault != null) {
      violations.add(FILE, header.isForeign()
          ? "row " + lastLine + " is not the header of a rate deck, such as prefix, destination, price_per_minute: "
              + Quoted.of(layout.shown())
          : "the header in row " + lastLine + ", read as separated by " + layout.separatorName() + ", " + fault);
      return List.of();
    }
    var rows = new RateDeckRows(header, new DecimalCells(layout.separator() == ';'), checks, violations);
    addRows(records, rows);
    currency = rows.currency();
    return rows.rows();
  }

  private void addRows(Iterator<CsvRecord> records, RateDeckRows rows) {
    CsvRecord row = next(records);
    while (row != null && !violations.isFull()) {
      if (rows.rows().size() >= maxRows) {
        throw tooManyRows();
      }
      rows.add(row);
      row = next(records);
    }
    if (rows.rows().isEmpty() && violations.isEmpty()) {
      violations.add(FILE, "has no rates");
    }
  }

  /** The next row that has content; null at the end. */
  private @Nullable CsvRecord next(Iterator<CsvRecord> records) {
    while (records.hasNext()) {
      CsvRecord row = records.next();
      lastLine = row.getStartingLineNumber();
      if (!row.getFields().stream().allMatch(Blanks::isBlank)) {
        return row;
      }
    }
    return null;
  }
}
