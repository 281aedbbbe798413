package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952) whose pieces are compressed by several threads: each is a run of deflate blocks that ends
 * at a byte boundary and does not refer to earlier ones. It has no modification time, so the same text gives the same
 * bytes.
 */
final class GzipReportStream implements ReportStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  /** An empty final block. */
  private static final byte[] END = {3, 0};
  private static final int LEVEL = 1;
  private static final int SPARE_BYTES = 64;

  private final OutputStream to;
  private final CRC32 crc = new CRC32();
  private long textLength;

  GzipReportStream(OutputStream to) throws IOException {
    this.to = to;
    to.write(HEADER);
  }

  @Override
  public Piece prepare(ByteBuilder text) {
    try (Deflater deflater = new Deflater(LEVEL, true)) {
      deflater.setInput(text.array(), 0, text.length());
      ByteBuilder compressed = new ByteBuilder(text.length() / 3 + SPARE_BYTES);
      byte[] part = new byte[64 << 10];
      int length = part.length;
      while (length == part.length) {
        length = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
        compressed.append(part, length);
      }
      return new Piece(text, compressed);
    }
  }

  @Override
  public void write(Piece piece) throws IOException {
    crc.update(piece.text().array(), 0, piece.text().length());
    textLength += piece.text().length();
    to.write(piece.written().array(), 0, piece.written().length());
  }

  @Override
  public void finish() throws IOException {
    to.write(END);
    to.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue())
        .putInt((int) textLength).array());
  }
}
