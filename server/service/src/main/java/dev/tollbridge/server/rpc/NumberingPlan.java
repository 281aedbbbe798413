package dev.tollbridge.server.rpc;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The world's numbering plans. Knows numbers by their E.164 digits, without '+'; thread-safe. */
final class NumberingPlan {
  /** What most countries dial in front of another country's number (ITU-T E.164). */
  static final String INTERNATIONAL_PREFIX = "00";
  private static final int MAX_CALLING_CODE_DIGITS = 3;
  /** The region of an unassigned calling code. */
  private static final String NO_REGION = "ZZ";
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private static final int MAX_CALLING_CODE = 999;
  private static final int MAX_NATIONAL_DIGITS = 17;

  private final PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
  /** By calling code; 0 where nobody has asked yet. */
  private final AtomicIntegerArray possibleLengths = new AtomicIntegerArray(MAX_CALLING_CODE + 1);

  /** A country's calling code; 0 if the plans don't know the country. */
  int callingCode(String country) {
    return metadata.getSupportedRegions().contains(country) ? metadata.getCountryCodeForRegion(country) : 0;
  }

  /**
   * ISO 3166 alpha-2 country of a number; empty when there is none (international toll-free, satellite) or the number
   * fits no country of a shared calling code. Kosovo is XK.
   */
  String country(String digits) {
    PhoneNumber number = number(digits);
    return number == null ? "" : country(number);
  }

  /** The same; also empty if the number is too short or too long for its calling code. */
  String countryIfPossible(String digits) {
    PhoneNumber number = number(digits);
    if (number == null) {
      return "";
    }
    String country = country(number);
    return country.isEmpty() || possible(number) ? country : "";
  }

  /** As the metadata say; remembers the answers, which depend on calling code and length alone, as lookups are slow. */
  private boolean possible(PhoneNumber number) {
    if (number.isItalianLeadingZero()) {
      return metadata.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    }
    int lengths = possibleLengths.get(number.getCountryCode());
    if (lengths == 0) {
      lengths = lengths(number.getCountryCode());
      possibleLengths.set(number.getCountryCode(), lengths);
    }
    return (lengths & (1 << Long.toString(number.getNationalNumber()).length())) != 0;
  }

  /** One bit for each possible length of a calling code's national numbers, and bit 0. */
  private int lengths(int callingCode) {
    int lengths = 1;
    long number = 1;
    for (int length = 1; length <= MAX_NATIONAL_DIGITS; length++) {
      PhoneNumber sample = new PhoneNumber().setCountryCode(callingCode).setNationalNumber(number);
      boolean possible = metadata.isPossibleNumberWithReason(sample) == ValidationResult.IS_POSSIBLE;
      lengths |= possible ? 1 << length : 0;
      number *= 10;
    }
    return lengths;
  }

  private String country(PhoneNumber number) {
    String region = metadata.getRegionCodeForNumber(number);
    return region != null && COUNTRY.matcher(region).matches() ? region : "";
  }

  /** Whether a number is neither too short nor too long for its calling code. */
  boolean possible(String digits) {
    return reason(digits) == ValidationResult.IS_POSSIBLE;
  }

  /** Whether so few digits reach anybody: they are a number of their calling code, with or without the area code. */
  boolean reaches(String digits) {
    ValidationResult reason = reason(digits);
    return reason == ValidationResult.IS_POSSIBLE || reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY;
  }

  private @Nullable ValidationResult reason(String digits) {
    PhoneNumber number = number(digits);
    return number == null ? null : metadata.isPossibleNumberWithReason(number);
  }

  /** Whether a number is in a range that is known to be in use. */
  boolean valid(String digits) {
    PhoneNumber number = number(digits);
    return number != null && metadata.isValidNumber(number);
  }

  /** The digits of a valid number, without a trunk prefix after the calling code; empty if it is not valid. */
  String canonical(String digits) {
    PhoneNumber number = number(digits);
    return number != null && metadata.isValidNumber(number)
        ? metadata.format(number, PhoneNumberFormat.E164).substring(1)
        : "";
  }

  /** The digits of a valid number that is written as within its country; empty if it is not one. */
  String national(String digits, String country) {
    try {
      PhoneNumber number = metadata.parse(digits, country);
      return metadata.isValidNumberForRegion(number, country)
          ? metadata.format(number, PhoneNumberFormat.E164).substring(1)
          : "";
    } catch (NumberParseException e) {
      return "";
    }
  }

  private @Nullable PhoneNumber number(String digits) {
    PhoneNumber number = withoutParsing(digits);
    return number == null ? parsed(digits) : number;
  }

  /**
   * The number unchanged, or null if it may contain a trunk prefix: parsing gives the same result at several times the
   * cost.
   */
  private @Nullable PhoneNumber withoutParsing(String digits) {
    for (int length = 1; length <= Math.min(MAX_CALLING_CODE_DIGITS, digits.length() - 2); length++) {
      int callingCode = Integer.parseInt(digits, 0, length, 10);
      String mainRegion = metadata.getRegionCodeForCountryCode(callingCode);
      if (!mainRegion.equals(NO_REGION)) {
        boolean worldwide = mainRegion.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY);
        String trunkPrefix = worldwide ? null : metadata.getNddPrefixForRegion(mainRegion, true);
        boolean bare = digits.charAt(length) != '0' && (trunkPrefix == null || !digits.startsWith(trunkPrefix, length));
        return bare ? number(callingCode, digits.substring(length)) : null;
      }
    }
    return null;
  }

  private static PhoneNumber number(int callingCode, String nationalDigits) {
    return new PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(nationalDigits));
  }

  private @Nullable PhoneNumber parsed(String digits) {
    try {
      return metadata.parse("+" + digits, null);
    } catch (NumberParseException e) {
      return null;
    }
  }
}
