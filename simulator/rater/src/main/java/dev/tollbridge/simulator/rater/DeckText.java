package dev.tollbridge.simulator.rater;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a deck's file: UTF-8, UTF-16, or else Windows-1252, as spreadsheets write. */
final class DeckText {
  private static final char MARK = '\uFEFF';
  private static final int SAMPLED_BYTES = 64;

  private DeckText() {}

  /** The text without a byte order mark; {@link IllegalArgumentException} if the file is no text. */
  static String decode(byte[] file) {
    if (file.length > 1 && file[0] == 'P' && file[1] == 'K') {
      throw new IllegalArgumentException("it is a ZIP file or an Excel workbook: save it as CSV");
    }
    String text = new String(file, charset(file));
    return text.indexOf(MARK) == 0 ? text.substring(1) : text;
  }

  private static Charset charset(byte[] file) {
    // a few zeros are stray characters
    int most = Math.min(file.length, SAMPLED_BYTES) / 8;
    if (begins(file, 0xFE, 0xFF) || zeros(file, 0) - zeros(file, 1) > most) {
      return StandardCharsets.UTF_16BE;
    }
    if (begins(file, 0xFF, 0xFE) || zeros(file, 1) - zeros(file, 0) > most) {
      return StandardCharsets.UTF_16LE;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return Charset.forName("windows-1252");
    }
  }

  private static boolean begins(byte[] file, int first, int second) {
    return file.length > 1 && file[0] == (byte) first && file[1] == (byte) second;
  }

  private static int zeros(byte[] file, int from) {
    int zeros = 0;
    for (int i = from; i < file.length && i < SAMPLED_BYTES; i += 2) {
      zeros += file[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** The text without the blanks around it, those that do not break included. */
  static String trim(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', ' ').replace(MARK, ' ').replace('\u200B', ' ').strip();
  }
}
