package dev.tollbridge.simulator.sample;

import java.util.regex.Pattern;

/**
 * A phone number with its country.
 *
 * @param text E.164 with '+', or what a bridge reports for a caller without a number
 * @param countryCode ISO 3166 alpha-2; empty when unknown
 */
public record PhoneNumber(String text, String countryCode) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{2,14}");

  /** A caller without an E.164 number, whose country is unknown. */
  public static PhoneNumber anonymous(String text) {
    return new PhoneNumber(text, "");
  }

  /** The digits that rates' prefixes match; empty if the number is not E.164. */
  public String digits() {
    return E164.matcher(text).matches() ? text.substring(1) : "";
  }
}
