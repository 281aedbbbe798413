package dev.tollbridge.server.rpc;

/** Text of callers, as shown in messages to them: short and without control characters. */
public final class Quoted {
  private static final int MAX_LENGTH = 40;

  private Quoted() {}

  public static String of(String text) {
    return '"' + shorten(text, MAX_LENGTH) + '"';
  }

  /** The text itself, or its beginning with an ellipsis; never half of a surrogate pair. */
  static String shorten(String text, int maxLength) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(maxLength).map(c -> Texts.isBad(c) ? ' ' : c).forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > maxLength ? shown.append('…').toString() : shown.toString();
  }
}
