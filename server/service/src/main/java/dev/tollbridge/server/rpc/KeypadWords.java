package dev.tollbridge.server.rpc;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words for callers who are not shown, as switches spell them with the letters of a keypad: ANONYMOUS is 266696687.
 * Most are too short or too long to be numbers, and some would belong to whole countries.
 */
final class KeypadWords {
  private static final String KEYS = "22233344455566677778889999";
  private static final Set<String> DIGITS = Stream
      .of("ANONYMOUS", "ANONYM", "ANONYME", "ANONIMO", "ASSERTEDID", "BLOCKED", "HIDDEN", "IDBLOCKED", "NAMEUNAVAIL",
          "NOTAVAILABLE", "OUTOFAREA", "PRIVATE", "PRIVATECALLER", "RESTRICTED", "UNALLOCATED", "UNAVAIL",
          "UNAVAILABLE", "UNBEKANNT", "UNDISCLOSED", "UNKNOWN", "UNKNOWNCALLER", "WITHHELD")
      .map(KeypadWords::spelled).collect(Collectors.toUnmodifiableSet());

  private KeypadWords() {}

  static boolean isWord(String digits) {
    return DIGITS.contains(digits);
  }

  /** Whether these are a word's first digits, and the hidden ones the others. */
  static boolean mayBe(String digits, int hiddenDigits) {
    return DIGITS.stream()
        .anyMatch(word -> word.length() == digits.length() + hiddenDigits && word.startsWith(digits));
  }

  /** All words' digits. */
  static Set<String> all() {
    return DIGITS;
  }

  private static String spelled(String word) {
    return word.chars().mapToObj(letter -> KEYS.substring(letter - 'A', letter - 'A' + 1))
        .collect(Collectors.joining());
  }
}
