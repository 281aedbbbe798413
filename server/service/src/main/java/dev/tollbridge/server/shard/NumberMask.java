package dev.tollbridge.server.shard;

import java.util.Collections;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Hides the last digits of external numbers in reports, as the organization's country requires, and in log lines.
 *
 * <p>Each number in a text is masked: digits, with the separators between them. A number that has no more digits than
 * are hidden is hidden entirely. Text without digits, such as "anonymous", is unchanged.
 */
public final class NumberMask {
  private static final Map<String, Integer> HIDDEN_DIGITS = Map.ofEntries(Map.entry("BE", 3), Map.entry("DE", 3),
      Map.entry("DK", 3), Map.entry("ES", 3), Map.entry("FI", 3), Map.entry("IT", 3), Map.entry("NL", 3),
      Map.entry("NO", 3), Map.entry("SE", 3), Map.entry("CH", 4), Map.entry("FR", 4));
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}[\\p{Nd} ()./-]*");

  private final int hiddenDigits;

  private NumberMask(int hiddenDigits) {
    this.hiddenDigits = hiddenDigits;
  }

  /**
   * The mask of reports for an organization.
   *
   * @param country of the organization, ISO 3166 alpha-2
   */
  public static NumberMask of(String country) {
    return new NumberMask(HIDDEN_DIGITS.getOrDefault(country, 0));
  }

  /** Hides as much as any country requires: for log lines, which are read by others than the organization. */
  public static NumberMask strictest() {
    return new NumberMask(Collections.max(HIDDEN_DIGITS.values()));
  }

  public String apply(String text) {
    return hiddenDigits == 0 ? text : NUMBER.matcher(text).replaceAll(this::hide);
  }

  private String hide(MatchResult number) {
    int[] codePoints = number.group().codePoints().toArray();
    int left = hiddenDigits;
    for (int i = codePoints.length - 1; i >= 0 && left > 0; i--) {
      if (Character.isDigit(codePoints[i])) {
        codePoints[i] = '*';
        left--;
      }
    }
    return new String(codePoints, 0, codePoints.length);
  }
}
