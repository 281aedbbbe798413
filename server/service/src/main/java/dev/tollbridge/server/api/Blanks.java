package dev.tollbridge.server.api;

/** What counts as nothing around the text of a cell: also what spreadsheets and web pages leave there unseen. */
final class Blanks {
  private static final char NO_BREAK_SPACE = '\u00A0';
  private static final char FIGURE_SPACE = '\u2007';
  private static final char NARROW_NO_BREAK_SPACE = '\u202F';
  private static final char ZERO_WIDTH_SPACE = '\u200B';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Blanks() {}

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isISOControl(c) || c == NO_BREAK_SPACE || c == FIGURE_SPACE
        || c == NARROW_NO_BREAK_SPACE || c == ZERO_WIDTH_SPACE || c == BYTE_ORDER_MARK;
  }

  static boolean isBlank(String text) {
    return text.chars().allMatch(c -> isBlank((char) c));
  }

  /** The text without blanks at both ends. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
