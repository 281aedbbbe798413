package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tollbridge.core.tariff.RateDeck;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Violations;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads a rate deck from CSV that arrives in chunks: the whole deck, or everything that is wrong with it. */
final class RateDeckCsv {
  static final int MAX_BYTES = 64 * 1024 * 1024;
  static final int MAX_ROWS = RateDeck.MAX_RATES;

  private static final String REASON = "INVALID_RATE_DECK";
  private static final String FILE = "file";
  private static final RateDeckFile NOTHING = new RateDeckFile("", List.of(), "");
  private static final int MAX_CELL_CHARACTERS = 64 * 1024;
  private static final ByteString BYTE_ORDER_MARK = ByteString.copyFrom(new byte[]{(byte) 0xEF, (byte) 0xBB,
    (byte) 0xBF});

  private final Violations violations = new Violations(REASON);
  private final MessageDigest digest = sha256();
  private ByteString content = ByteString.EMPTY;
  private final int maxBytes;
  private final int maxRows;
  private long lastLine;

  RateDeckCsv() {
    this(MAX_BYTES, MAX_ROWS);
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

  /** The deck; throws INVALID_ARGUMENT with the violations, or RESOURCE_EXHAUSTED past the limit of rows. */
  RateDeckFile finish() {
    RateDeckFile file = read();
    violations.throwIfAny();
    return file;
  }

  /** What is wrong with the file, once it has been read. */
  List<Violations.Violation> violations() {
    return violations.list();
  }

  private StatusRuntimeException tooManyRows() {
    return ApiErrors.resourceExhausted("RATE_DECK_TOO_LONG", "the file has more than " + maxRows + " rows",
        Map.of("max_rows", Integer.toString(maxRows)));
  }

  private RateDeckFile read() {
    if (!content.isValidUtf8()) {
      violations.add(FILE, "is not UTF-8");
      return NOTHING;
    }
    boolean marked = content.startsWith(BYTE_ORDER_MARK);
    ByteString text = marked ? content.substring(BYTE_ORDER_MARK.size()) : content;
    try (CsvReader<CsvRecord> rows = rows(new InputStreamReader(text.newInput(), StandardCharsets.UTF_8))) {
      return readRows(rows.iterator());
    } catch (CsvParseException e) {
      violations.add(FILE, "cannot be read after row " + lastLine + ": a quote is not closed or a cell is too long");
      return NOTHING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CsvReader<CsvRecord> rows(Reader reader) {
    return CsvReader.builder().maxBufferSize(MAX_CELL_CHARACTERS).allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(reader);
  }

  private RateDeckFile readRows(Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      violations.add(FILE, "is empty");
      return NOTHING;
    }
    CsvRecord first = records.next();
    lastLine = first.getStartingLineNumber();
    RateHeader header = RateHeader.parse(first, violations);
    RateDeckRows rows = new RateDeckRows(header, violations);
    if (violations.isEmpty()) {
      addRows(records, rows);
    }
    return new RateDeckFile(rows.currency(), List.copyOf(rows.rates()), HexFormat.of().formatHex(digest.digest()));
  }

  private void addRows(Iterator<CsvRecord> records, RateDeckRows rows) {
    while (records.hasNext() && !violations.isFull()) {
      if (rows.rates().size() >= maxRows) {
        throw tooManyRows();
      }
      CsvRecord row = records.next();
      rows.add(row);
      lastLine = row.getStartingLineNumber();
    }
    if (rows.rates().isEmpty() && violations.isEmpty()) {
      violations.add(FILE, "has no rates");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
