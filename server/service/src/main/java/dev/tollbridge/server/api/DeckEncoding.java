package dev.tollbridge.server.api;

import com.google.protobuf.ByteString;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a file are read as text.
 *
 * @param markLength bytes of the byte order mark before the text
 * @param guessed nothing in the file says that this is its encoding
 */
record DeckEncoding(Charset charset, int markLength, boolean guessed) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final ByteString UTF_8_MARK = bytes(0xEF, 0xBB, 0xBF);
  private static final ByteString UTF_16_MARK = bytes(0xFE, 0xFF);
  private static final ByteString SWAPPED_UTF_16_MARK = bytes(0xFF, 0xFE);
  private static final int SAMPLED_BYTES = 256;

  /** First bytes of files that people mistake for CSV. */
  private static final Map<ByteString, String> OTHER_FILES = Map.of(
      ByteString.copyFromUtf8("PK\u0003\u0004"), "a ZIP file or an Excel workbook",
      bytes(0xD0, 0xCF, 0x11, 0xE0), "an old Excel workbook",
      bytes(0x1F, 0x8B), "a gzip file",
      ByteString.copyFromUtf8("%PDF"), "a PDF",
      ByteString.copyFromUtf8("<"), "HTML or XML",
      ByteString.copyFromUtf8("{"), "JSON");

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }

  /** What the file is, when it is no text that a deck could be in; null otherwise. */
  static @Nullable String otherFile(ByteString content) {
    return OTHER_FILES.entrySet().stream().filter(entry -> content.startsWith(entry.getKey())).map(Map.Entry::getValue)
        .findFirst().orElse(null);
  }

  /** Text that is neither marked nor valid UTF-8 is taken for Windows-1252, which most of it is. */
  static DeckEncoding of(ByteString content) {
    if (content.startsWith(UTF_8_MARK)) {
      return new DeckEncoding(StandardCharsets.UTF_8, UTF_8_MARK.size(), !content.isValidUtf8());
    }
    if (content.startsWith(UTF_16_MARK)) {
      return new DeckEncoding(StandardCharsets.UTF_16BE, UTF_16_MARK.size(), false);
    }
    if (content.startsWith(SWAPPED_UTF_16_MARK)) {
      return new DeckEncoding(StandardCharsets.UTF_16LE, SWAPPED_UTF_16_MARK.size(), false);
    }
    int evenZeros = zeros(content, 0);
    int oddZeros = zeros(content, 1);
    // a few are stray characters, which their rows are refused for
    if (Math.abs(evenZeros - oddZeros) > Math.min(content.size(), SAMPLED_BYTES) / 8) {
      return new DeckEncoding(evenZeros > oddZeros ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0, false);
    }
    return content.isValidUtf8()
        ? new DeckEncoding(StandardCharsets.UTF_8, 0, false)
        : new DeckEncoding(WINDOWS, 0, true);
  }

  /** In UTF-16 every second byte of a header row is zero. */
  private static int zeros(ByteString content, int from) {
    int zeros = 0;
    for (int i = from; i < Math.min(content.size(), SAMPLED_BYTES); i += 2) {
      zeros += content.byteAt(i) == 0 ? 1 : 0;
    }
    return zeros;
  }
}
