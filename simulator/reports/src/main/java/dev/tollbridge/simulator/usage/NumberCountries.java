package dev.tollbridge.simulator.usage;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Countries of numbers, by the world's numbering plans, with a cache. For one thread. */
public final class NumberCountries {
  private static final int MAX_REMEMBERED = 200_000;
  /** The digit of each letter. */
  private static final String KEYS = "22233344455566677778889999";

  /** Words for callers who are not shown, as switches spell them with the letters of a keypad. */
  private static final Set<String> WORDS = Stream.of("ANONYMOUS", "ANONYM", "ANONYME", "BLOCKED", "HIDDEN",
      "NOTAVAILABLE", "OUTOFAREA", "PRIVATE", "RESTRICTED", "UNAVAILABLE", "UNDISCLOSED", "UNKNOWN", "UNKNOWNCALLER",
      "WITHHELD").map(NumberCountries::onKeypad).collect(Collectors.toUnmodifiableSet());

  private final Map<String, Found> found = new HashMap<>();

  /** @param possible whether the number is as long as those of its country, and no word */
  private record Found(PhoneNumber number, boolean possible) {}

  /** The number, completed if it is masked, with its country; without one if it matches none. */
  public PhoneNumber find(String text) {
    return look(text).number;
  }

  /**
   * The country of a caller; empty if the text cannot be a number of any: too short or
   * too long for its plan, or ANONYMOUS on a keypad.
   */
  public String ofCaller(String text) {
    Found caller = look(text);
    return caller.possible ? caller.number.countryCode() : "";
  }

  private Found look(String text) {
    if (found.size() >= MAX_REMEMBERED) {
      found.clear();
    }
    return found.computeIfAbsent(text, NumberCountries::resolve);
  }

  private static Found resolve(String text) {
    String number = NumberMask.completed(NumberText.normalized(text, false));
    boolean possible = NumberPlan.isPossible(number) && !WORDS.contains(number);
    return new Found(new PhoneNumber(number, NumberPlan.country(number)), possible);
  }

  private static String onKeypad(String word) {
    return word.chars().mapToObj(letter -> KEYS.substring(letter - 'A', letter - 'A' + 1))
        .collect(Collectors.joining("", "+", ""));
  }
}
