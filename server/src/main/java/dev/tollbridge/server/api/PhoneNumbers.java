package dev.tollbridge.server.api;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Set;
import java.util.regex.Pattern;

/** What phone numbers say, by the world's numbering plans. Takes any text; safe from any thread. */
final class PhoneNumbers {
  /** Strict on purpose: a number with spaces or without '+' could be rated as another one. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{2,14}");
  private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{2,6}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Set<String> WELL_KNOWN_EMERGENCY_NUMBERS = Set.of("000", "110", "112", "119", "911", "999");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

  /** Digits of an E.164 number: '+', then 3 to 15 ASCII digits that don't start with 0. Empty for all else. */
  String digits(String number) {
    return E164.matcher(number).matches() ? number.substring(1) : "";
  }

  /** Digits of a number that has to be E.164; notes it when it is not. */
  String requireDigits(String field, String number, RequestChecks checks) {
    String digits = digits(number);
    checks.require(!digits.isEmpty(), field, "must be E.164 with '+', such as +442071234567");
    return digits;
  }

  /**
   * ISO 3166 alpha-2 country of an E.164 number; empty when there is none (international toll-free, satellite) or the
   * number fits no country of a shared calling code. Kosovo is XK.
   */
  String country(String e164) {
    if (digits(e164).isEmpty()) {
      return "";
    }
    try {
      String region = numbers.getRegionCodeForNumber(numbers.parse(e164, null));
      return region != null && COUNTRY.matcher(region).matches() ? region : "";
    } catch (NumberParseException e) {
      return "";
    }
  }

  /**
   * Whether a number, as it was dialled, is an emergency number.
   *
   * @param country where it was dialled, ISO 3166 alpha-2; empty or unknown: the best-known numbers count
   */
  boolean emergency(String number, String country) {
    if (!SHORT_NUMBER.matcher(number).matches()) {
      return false;
    }
    if (!numbers.getSupportedRegions().contains(country)) {
      return WELL_KNOWN_EMERGENCY_NUMBERS.contains(number);
    }
    return shortNumbers.isEmergencyNumber(number, country);
  }
}
