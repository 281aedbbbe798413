package dev.tollbridge.server.rpc;

/** Text with percent-encoded characters, as in URIs. */
final class PercentText {
  private static final int HEX = 16;

  private PercentText() {}

  /** The text with its encoded ASCII characters decoded; others are unchanged. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int encoded = encoded(text, i);
      decoded.append(encoded < 0 ? text.charAt(i) : (char) encoded);
      i += encoded < 0 ? 0 : 2;
    }
    return decoded.toString();
  }

  /** The ASCII character that is encoded at an index; below zero when there is none. */
  private static int encoded(String text, int index) {
    if (text.charAt(index) != '%' || index + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(index + 1), HEX);
    int low = Character.digit(text.charAt(index + 2), HEX);
    return high < 0 || high > 7 || low < 0 ? -1 : high * HEX + low;
  }
}
