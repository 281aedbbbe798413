package dev.tollbridge.simulator.usage;

import java.util.Map;
import java.util.regex.Pattern;

/** Masked external numbers: which countries' organizations see them, and their completion for finding a rate. */
public final class NumberMask {
  /** Number of last digits that an organization's country hides; countries not listed hide none. */
  private static final Map<String, Integer> HIDDEN_DIGITS = Map.ofEntries(Map.entry("BE", 3), Map.entry("DE", 3),
      Map.entry("DK", 3), Map.entry("ES", 3), Map.entry("FI", 3), Map.entry("IT", 3), Map.entry("NL", 3),
      Map.entry("NO", 3), Map.entry("SE", 3), Map.entry("CH", 4), Map.entry("FR", 4));
  private static final Pattern MASKED = Pattern.compile("\\+?[1-9][0-9]{1,13}[*xX]{1,6}");
  private static final Pattern BARE = Pattern.compile("[1-9][0-9]{7,14}");

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

  /** Whether a text is a number with its last digits hidden. */
  public static boolean isMasked(String number) {
    return MASKED.matcher(number).matches();
  }

  /**
   * A number of the same length with zeros in place of hidden digits, and with the '+' that spreadsheets remove: enough
   * to find its country and its rate. Other texts are unchanged.
   */
  public static String completed(String number) {
    String digits = isMasked(number) ? number.replaceAll("[*xX]", "0") : number;
    return BARE.matcher(digits).matches() ? "+" + digits : digits;
  }
}
