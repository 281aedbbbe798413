package dev.tollbridge.simulator.usage;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the world's numbering plans say of a number in E.164 with '+'. */
final class NumberPlan {
  private static final PhoneNumberUtil METADATA = PhoneNumberUtil.getInstance();
  private static final String NO_COUNTRY = "001";

  private NumberPlan() {}

  /** Whether a plan has such a number. */
  static boolean isValid(String number) {
    Phonenumber.PhoneNumber parsed = parse(number);
    return parsed != null && METADATA.isValidNumber(parsed);
  }

  /** Whether a number is as long as its plan's numbers are. */
  static boolean isPossible(String number) {
    Phonenumber.PhoneNumber parsed = parse(number);
    return parsed != null && METADATA.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE;
  }

  /** Whether a country has the numbering plan of North America. */
  static boolean isNorthAmerican(String country) {
    return METADATA.isNANPACountry(country);
  }

  /** Code of the country, ISO 3166 alpha-2; empty: none. */
  static String country(String number) {
    Phonenumber.PhoneNumber parsed = parse(number);
    String region = parsed == null ? null : METADATA.getRegionCodeForNumber(parsed);
    return region == null || region.equals(NO_COUNTRY) ? "" : region;
  }

  /** Whether calls to a number are free for the caller; empty: no plan has such a number. */
  static Optional<Boolean> isTollFree(String number) {
    Phonenumber.PhoneNumber parsed = parse(number);
    return parsed == null || !METADATA.isValidNumber(parsed)
        ? Optional.empty()
        : Optional.of(METADATA.getNumberType(parsed) == PhoneNumberType.TOLL_FREE);
  }

  private static Phonenumber.@Nullable PhoneNumber parse(String number) {
    try {
      return number.startsWith("+") ? METADATA.parse(number, null) : null;
    } catch (NumberParseException _) {
      return null;
    }
  }
}
