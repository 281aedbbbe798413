package dev.tollbridge.simulator.sample;

import java.util.regex.Pattern;

/**
 * A phone number with its country.
 *
 * @param text E.164 with '+', or what a bridge reports for a caller without a number
 * @param countryCode ISO 3166 alpha-2; empty when unknown
 * @param written as a bridge writes it
 */
public record PhoneNumber(String text, String countryCode, String written) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{2,14}");

  /** A number that is written as it is. */
  public PhoneNumber(String text, String countryCode) {
    this(text, countryCode, text);
  }

  /** A caller without an E.164 number, whose country is unknown. */
  public static PhoneNumber anonymous(String text) {
    return new PhoneNumber(text, "");
  }

  /** The same number, written in another way. */
  public PhoneNumber written(String form) {
    return new PhoneNumber(text, countryCode, form);
  }

  /** The digits that rates' prefixes match; empty if the number is not E.164. */
  public String digits() {
    return E164.matcher(text).matches() ? text.substring(1) : "";
  }
}
