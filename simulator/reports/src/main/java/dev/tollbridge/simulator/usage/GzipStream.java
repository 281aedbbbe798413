package dev.tollbridge.simulator.usage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Compressed data that may be truncated or damaged: everything before the damage is read, then the damage is reported.
 */
final class GzipStream extends FilterInputStream {
  private String damage = "";

  /** Opens a stream; {@link IllegalArgumentException} if the data are damaged from the start. */
  static GzipStream open(InputStream packed, int bufferBytes) throws IOException {
    try {
      return new GzipStream(new GZIPInputStream(packed, bufferBytes));
    } catch (EOFException | ZipException e) {
      throw new IllegalArgumentException("is not a usage report: it starts like a gzip file, but is not one", e);
    }
  }

  private GzipStream(GZIPInputStream unpacked) {
    super(unpacked);
  }

  /** The damage found in the data read so far; empty: none. */
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
