package dev.tollbridge.server.rpc;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Meaning of phone numbers, by the world's numbering plans. Accepts any text; thread-safe. */
public final class PhoneNumbers {
  private static final int MIN_E164_DIGITS = 3;
  private static final int MAX_E164_DIGITS = 15;
  private static final int MAX_CALLING_CODE_DIGITS = 3;
  /** The region of an unassigned calling code. */
  private static final String NO_REGION = "ZZ";
  private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{2,6}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Set<String> WELL_KNOWN_EMERGENCY_NUMBERS = Set.of("000", "110", "112", "119", "911", "999");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

  /**
   * Digits of an E.164 number: '+', then 3 to 15 ASCII digits that don't start with 0. Otherwise empty: strict on
   * purpose, as a number with spaces or without '+' could be rated as another one.
   */
  public String digits(String number) {
    int digits = number.length() - 1;
    if (digits < MIN_E164_DIGITS || digits > MAX_E164_DIGITS || number.charAt(0) != '+' || number.charAt(1) == '0') {
      return "";
    }
    for (int i = 1; i <= digits; i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return "";
      }
    }
    return number.substring(1);
  }

  /** Digits of a number that has to be E.164; adds a violation when it is not. */
  public String requireDigits(String field, String number, RequestChecks checks) {
    String digits = digits(number);
    checks.require(!digits.isEmpty(), field, "must be E.164 with '+', such as +442071234567");
    return digits;
  }

  /**
   * ISO 3166 alpha-2 country of an E.164 number; empty when there is none (international toll-free, satellite) or the
   * number fits no country of a shared calling code. Kosovo is XK.
   */
  public String country(String e164) {
    String digits = digits(e164);
    if (digits.isEmpty()) {
      return "";
    }
    PhoneNumber number = withoutParsing(digits);
    String region = number == null ? null : numbers.getRegionCodeForNumber(number);
    if (region == null) {
      region = parsedRegion(e164);
    }
    return region != null && COUNTRY.matcher(region).matches() ? region : "";
  }

  /**
   * The number unchanged, or null if it may contain a trunk prefix: parsing gives the same result at several times the
   * cost.
   */
  private @Nullable PhoneNumber withoutParsing(String digits) {
    for (int length = 1; length <= Math.min(MAX_CALLING_CODE_DIGITS, digits.length() - 2); length++) {
      int callingCode = Integer.parseInt(digits, 0, length, 10);
      String mainRegion = numbers.getRegionCodeForCountryCode(callingCode);
      if (!mainRegion.equals(NO_REGION)) {
        String trunkPrefix = numbers.getNddPrefixForRegion(mainRegion, true);
        boolean bare = digits.charAt(length) != '0' && (trunkPrefix == null || !digits.startsWith(trunkPrefix, length));
        return bare ? number(callingCode, digits.substring(length)) : null;
      }
    }
    return null;
  }

  private static PhoneNumber number(int callingCode, String nationalDigits) {
    return new PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(nationalDigits));
  }

  private @Nullable String parsedRegion(String e164) {
    try {
      return numbers.getRegionCodeForNumber(numbers.parse(e164, null));
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** Whether the number dialled from a service number is an emergency number in the service number's country. */
  public boolean emergencyFrom(String serviceNumber, String dialled) {
    return SHORT_NUMBER.matcher(dialled).matches() && emergency(dialled, country(serviceNumber));
  }

  /**
   * Whether a number, as it was dialled, is an emergency number.
   *
   * @param country where it was dialled, ISO 3166 alpha-2; empty or unknown: the best-known numbers count
   */
  public boolean emergency(String number, String country) {
    if (!SHORT_NUMBER.matcher(number).matches()) {
      return false;
    }
    if (!numbers.getSupportedRegions().contains(country)) {
      return WELL_KNOWN_EMERGENCY_NUMBERS.contains(number);
    }
    return shortNumbers.isEmergencyNumber(number, country);
  }
}
