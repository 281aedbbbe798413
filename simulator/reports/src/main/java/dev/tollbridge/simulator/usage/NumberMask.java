package dev.tollbridge.simulator.usage;

import java.util.Map;
import java.util.regex.Pattern;

/** Masked external numbers: which countries' organizations see them, and their completion for finding a rate. */
public final class NumberMask {
  /** Number of last digits that an organization's country hides; countries not listed hide none. */
  private static final Map<String, Integer> HIDDEN_DIGITS = Map.ofEntries(Map.entry("BE", 3), Map.entry("DE", 3),
      Map.entry("DK", 3), Map.entry("ES", 3), Map.entry("FI", 3), Map.entry("IT", 3), Map.entry("NL", 3),
      Map.entry("NO", 3), Map.entry("SE", 3), Map.entry("CH", 4), Map.entry("FR", 4));
  private static final Pattern MASKED = Pattern
      .compile("(?=.{4,16}$)\\+?[1-9][0-9]{0,13}[*xX#]{1,14}[0-9]{0,6}");
  private static final Pattern HIDDEN = Pattern.compile("[*xX#]");
  private static final int MAX_LENGTH = 16;
  /** Masks do not always have an asterisk for every digit. */
  private static final int MAX_MISSING = 2;

  private NumberMask() {}

  /** Digits hidden for organizations of a country, 0 to 4. */
  public static int hiddenDigits(String organizationCountry) {
    return HIDDEN_DIGITS.getOrDefault(organizationCountry, 0);
  }

  /** The number with its last digits as asterisks; other texts are unchanged. */
  public static String mask(String number, int hiddenDigits) {
    return number.startsWith("+") && number.length() > hiddenDigits
        ? number.substring(0, number.length() - hiddenDigits) + "*".repeat(hiddenDigits)
        : number;
  }

  /** Whether a text is a number with digits hidden. */
  public static boolean isMasked(String number) {
    return MASKED.matcher(number).matches();
  }

  /**
   * A number with zeros, or with other digits if zeros make none that exists, in place of hidden ones: enough to find
   * its country and its rate. Other texts are unchanged.
   */
  public static String completed(String number) {
    if (!isMasked(number)) {
      return number;
    }
    String masked = number.startsWith("+") ? number : "+" + number;
    for (int missing = 0; missing <= MAX_MISSING && masked.length() + missing <= MAX_LENGTH; missing++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String completed = filled(masked + "*".repeat(missing), digit);
        if (NumberPlan.isValid(completed)) {
          return completed;
        }
      }
    }
    return filled(masked, '0');
  }

  private static String filled(String masked, char digit) {
    return HIDDEN.matcher(masked).replaceAll(Character.toString(digit));
  }
}
