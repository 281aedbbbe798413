package dev.tollbridge.simulator.usage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, compressed or not, UTF-8 or UTF-16, with any line ends; the length of lines is limited. */
final class ReportLines implements AutoCloseable {
  /** Longer lines are truncated; rows of a report are much shorter. */
  static final int MAX_CHARS = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private final Reader reader;
  private final @Nullable GzipStream packed;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private boolean afterReturn;
  private long number;

  private ReportLines(Reader reader, @Nullable GzipStream packed) {
    this.reader = reader;
    this.packed = packed;
  }

  static ReportLines open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      GzipStream packed = null;
      if (peek(bytes) >>> 8 == GZIP_MAGIC) {
        packed = GzipStream.open(bytes, BUFFER);
        bytes = new BufferedInputStream(packed, BUFFER);
      }
      return new ReportLines(new InputStreamReader(bytes, skipMark(bytes)), packed);
    } catch (IOException | IllegalArgumentException e) {
      bytes.close();
      throw e;
    }
  }

  /** The first three bytes, without consuming them. */
  private static int peek(InputStream bytes) throws IOException {
    bytes.mark(3);
    int first = 0;
    for (int i = 0; i < 3; i++) {
      first = (first << 8) | (bytes.read() & 0xff);
    }
    bytes.reset();
    return first;
  }

  private static Charset skipMark(InputStream bytes) throws IOException {
    int first = peek(bytes);
    if (first == 0xefbbbf) {
      bytes.skipNBytes(3);
    } else if (first >>> 8 == 0xfffe || first >>> 8 == 0xfeff) {
      return StandardCharsets.UTF_16;
    }
    return StandardCharsets.UTF_8;
  }

  /**
   * The next line without its end; null after the last. {@link IllegalArgumentException} if the file is truncated or
   * damaged.
   */
  @Nullable
  Line next() throws IOException {
    StringBuilder text = new StringBuilder();
    int found = read();
    if (found < 0) {
      return null;
    }
    while (found >= 0 && found != '\n' && found != '\r') {
      if (text.length() < MAX_CHARS) {
        text.append((char) found);
      }
      found = read();
    }
    afterReturn = found == '\r';
    number++;
    return new Line(number, text.toString());
  }

  private int read() throws IOException {
    int found = fill() ? buffer[at++] : -1;
    if (found == '\n' && afterReturn) {
      found = fill() ? buffer[at++] : -1;
    }
    afterReturn = false;
    return found;
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, reader.read(buffer));
      if (end == 0 && packed != null && !packed.damage().isEmpty()) {
        throw new IllegalArgumentException(packed.damage() + ": it ends after line " + number);
      }
    }
    return at < end;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** @param number from 1 */
  record Line(long number, String text) {}
}
