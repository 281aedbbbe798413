package dev.tollbridge.server.rpc;

import dev.tollbridge.v1.NoticeReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Texts of bridges that decide no price. They are made to fit instead of being refused: a switch's long hang-up cause
 * must not keep a leg from ending. A text that fits, as nearly all do, is returned as it is, without allocation.
 */
public final class Texts {
  /** Characters of a text; those of an id are as many. */
  public static final int MAX_LENGTH = RequestChecks.MAX_ID_LENGTH;
  /** In place of an id that is absent. */
  public static final String NONE = "(none)";

  /** Characters of a replaced id that stay. */
  static final int KEPT_LENGTH = 47;
  /** Hexadecimal digits of its hash. */
  static final int HASH_DIGITS = MAX_LENGTH - KEPT_LENGTH - 1;

  private static final int REPLACEMENT = 0xFFFD;

  private Texts() {}

  /** The text, cut to {@link #MAX_LENGTH} characters, with spaces for control characters. */
  public static String fit(String field, String text, Corrections corrections) {
    if (fits(text)) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    if (length > MAX_LENGTH) {
      corrections.add(NoticeReason.NOTICE_REASON_TEXT_CUT, field,
          "has " + length + " characters; cut to " + MAX_LENGTH);
    }
    String beginning = beginning(text, MAX_LENGTH);
    String clean = clean(beginning);
    if (!clean.equals(beginning)) {
      corrections.add(NoticeReason.NOTICE_REASON_TEXT_CLEANED, field,
          "has control characters; replaced by spaces");
    }
    return clean;
  }

  /** An id that others chose, which is required. Of another form, it is replaced by one that stays unique. */
  public static String id(String field, String id, Corrections corrections) {
    if (id.isBlank()) {
      corrections.add(NoticeReason.NOTICE_REASON_ID_MISSING, field, "is missing; taken as " + NONE);
      return NONE;
    }
    if (fits(id)) {
      return id;
    }
    String replaced = replacedId(id);
    corrections.add(NoticeReason.NOTICE_REASON_ID_REPLACED, field, "is longer than " + MAX_LENGTH
        + " characters or has control characters; replaced by " + replaced);
    return replaced;
  }

  private static String replacedId(String id) {
    return clean(beginning(id, KEPT_LENGTH)) + "~" + Sha256.hex(id).substring(0, HASH_DIGITS);
  }

  private static boolean fits(String text) {
    int length = text.length();
    if (length > MAX_LENGTH && text.codePointCount(0, length) > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < ' ' || c > '~') && isBad(text.codePointAt(i)) && !isLowOfPair(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowOfPair(String text, int index) {
    return index > 0 && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  /**
   * Whether this has no place in a line of text: control characters, line separators, half a surrogate pair, and what
   * shows other text in another order than it has.
   */
  static boolean isBad(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      case Character.FORMAT -> reorders(codePoint);
      default -> false;
    };
  }

  /** Embeddings, overrides and isolates; joiners and the marks of right-to-left scripts are part of names. */
  private static boolean reorders(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x206F);
  }

  /** The first character that has no place in a line of text, such as "U+202E"; null when there is none. */
  public static @Nullable String control(String text) {
    return text.codePoints().filter(Texts::isBad).mapToObj(bad -> String.format(Locale.ROOT, "U+%04X", bad)).findFirst()
        .orElse(null);
  }

  private static String beginning(String text, int maxLength) {
    return text.codePointCount(0, text.length()) > maxLength
        ? text.substring(0, text.offsetByCodePoints(0, maxLength))
        : text;
  }

  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints().map(Texts::replacement).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static int replacement(int codePoint) {
    if (!isBad(codePoint)) {
      return codePoint;
    }
    return Character.getType(codePoint) == Character.SURROGATE ? REPLACEMENT : ' ';
  }
}
