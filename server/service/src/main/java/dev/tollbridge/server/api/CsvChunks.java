package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file by RFC 4180, in UTF-8, cut into chunks. Reads no more rows than the next chunk needs. */
final class CsvChunks {
  /** Bytes of a chunk; the last one may have fewer. */
  static final int MAX_CHUNK_BYTES = 64 * 1024;

  private final CsvRows rows;
  private final ByteArrayOutputStream made = new ByteArrayOutputStream(2 * MAX_CHUNK_BYTES);
  private final CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(made,
      StandardCharsets.UTF_8);
  private ByteString waiting = ByteString.EMPTY;
  private boolean complete;

  CsvChunks(CsvRows rows) {
    this.rows = rows;
  }

  /** The next chunk; null after the last one. */
  @Nullable
  ByteString next() {
    while (!complete && waiting.size() < MAX_CHUNK_BYTES) {
      make();
    }
    int size = Math.min(waiting.size(), MAX_CHUNK_BYTES);
    ByteString chunk = waiting.substring(0, size);
    waiting = waiting.substring(size);
    return size == 0 ? null : chunk;
  }

  private void make() {
    List<List<String>> next = rows.next();
    if (next == null) {
      complete = true;
      return;
    }
    next.forEach(writer::writeRecord);
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waiting = waiting.concat(ByteString.copyFrom(made.toByteArray()));
    made.reset();
  }
}
