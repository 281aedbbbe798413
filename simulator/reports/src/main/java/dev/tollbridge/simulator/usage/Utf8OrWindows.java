package dev.tollbridge.simulator.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8; bytes that are none, as older spreadsheets write them, as Windows-1252. */
final class Utf8OrWindows extends Reader {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder()
      .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private boolean ended;
  private boolean windows;

  Utf8OrWindows(InputStream in) {
    this.in = in;
  }

  /** Whether bytes were found that are not UTF-8. */
  boolean foundWindows() {
    return windows;
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(to, offset, length).slice();
    while (chars.position() == 0) {
      CoderResult result = utf8.decode(bytes, chars, ended);
      if (result.isError()) {
        replace(result.length(), chars);
      } else if (chars.position() == 0) {
        if (ended) {
          return -1;
        }
        fill();
      }
    }
    return chars.position();
  }

  private void replace(int count, CharBuffer chars) {
    byte[] other = new byte[Math.min(count, chars.remaining())];
    bytes.get(other);
    chars.put(new String(other, WINDOWS));
    windows = true;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(0, count)).flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
