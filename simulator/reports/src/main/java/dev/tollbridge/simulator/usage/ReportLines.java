package dev.tollbridge.simulator.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file, compressed or not, UTF-8, UTF-16 or Windows-1252, with any line ends; the length of lines
 * is limited.
 */
final class ReportLines implements AutoCloseable {
  /** Longer lines are truncated; rows of a report are much shorter. */
  static final int MAX_CHARS = 1 << 16;
  private static final int BUFFER = 1 << 16;
  private static final int UTF_8_MARK = 0xefbbbf;

  private final ReportSource source;
  private final Reader reader;
  private final char[] buffer = new char[BUFFER];
  private int at;
  private int end;
  private boolean afterReturn;
  private long number;

  private ReportLines(ReportSource source, Reader reader) {
    this.source = source;
    this.reader = reader;
  }

  static ReportLines open(Path file) throws IOException {
    ReportSource source = ReportSource.open(file);
    try {
      return new ReportLines(source, reader(source.bytes()));
    } catch (IOException e) {
      source.bytes().close();
      throw e;
    }
  }

  /** Finds UTF-16 by its mark or by the zeros of its header's letters. */
  private static Reader reader(InputStream bytes) throws IOException {
    int first = ReportSource.peek(bytes);
    int zeros = (first & 0x00ff00ff) == 0 ? 1 : (first & 0xff00ff00) == 0 ? 2 : 0;
    if (first >>> 16 == 0xfffe || first >>> 16 == 0xfeff) {
      return new InputStreamReader(bytes, StandardCharsets.UTF_16);
    }
    if (zeros > 0 && first != 0) {
      return new InputStreamReader(bytes, zeros == 1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }
    if (first >>> 8 == UTF_8_MARK) {
      bytes.skipNBytes(3);
    }
    return new Utf8OrWindows(bytes);
  }

  /** Sentences about the part of the file that was read, for people. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(source.remarks());
    if (reader instanceof Utf8OrWindows text && text.foundWindows()) {
      remarks.add("The file is not UTF-8: what is not was read as Windows-1252.");
    }
    return remarks;
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
      GzipStream packed = source.packed();
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
