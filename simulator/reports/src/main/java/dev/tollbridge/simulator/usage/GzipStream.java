package dev.tollbridge.simulator.usage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Compressed data that may be cut off or damaged: what comes before is read to its end, and then it is told. */
final class GzipStream extends FilterInputStream {
  private String damage = "";

  /** Begins; {@link IllegalArgumentException} when the data are damaged from the start. */
  static GzipStream open(InputStream packed, int bufferBytes) throws IOException {
    try {
      return new GzipStream(new GZIPInputStream(packed, bufferBytes));
    } catch (EOFException | ZipException e) {
      throw new IllegalArgumentException("is no usage report: it begins as a gzip file and is none", e);
    }
  }

  private GzipStream(GZIPInputStream unpacked) {
    super(unpacked);
  }

  /** What is wrong with the data read so far; empty: nothing. */
  String damage() {
    return damage;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return damage.isEmpty() ? super.read(bytes, offset, length) : -1;
    } catch (EOFException _) {
      damage = "is truncated gzip";
    } catch (ZipException _) {
      damage = "is damaged gzip";
    }
    return -1;
  }
}
