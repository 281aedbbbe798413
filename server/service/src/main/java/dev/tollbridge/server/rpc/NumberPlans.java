package dev.tollbridge.server.rpc;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which numbers can begin with a prefix, by the world's numbering plans. It agrees with {@link PhoneNumbers#country}:
 * where a country fits no prefix, no number of that prefix is found to be in it. Thread-safe.
 */
// whether a match could go on after the end of a text is the very question here
@SuppressWarnings("JdkObsolete")
public final class NumberPlans {
  /** How a country and a prefix go together. */
  public enum Fit {
    /** Numbers of the prefix are in the country. */
    POSSIBLE,
    /** By the country's numbering plan, none of its numbers begins so. */
    NO_NUMBERS,
    /** The calling code is another country's, or nobody's country: of a worldwide service. */
    OTHER_CALLING_CODE
  }

  private static final int MAX_CALLING_CODE_DIGITS = 3;
  private static final int MAX_NATIONAL_DIGITS = 14;
  private static final int DIGITS = 10;
  private static final int SAMPLES = 10;
  private static final String NO_REGION = "ZZ";
  private static final String NO_COUNTRY = "001";

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final MetadataSource plans = DefaultMetadataDependenciesProvider.getInstance()
      .getPhoneNumberMetadataSource();
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /**
   * Whether numbers that begin with the prefix are in the country.
   *
   * @param prefix digits of an E.164 number, from its calling code on; may be empty
   * @param country ISO 3166 alpha-2
   */
  public Fit fit(String prefix, String country) {
    String ownCode = callingCodeOf(country);
    String code = callingCode(prefix);
    if (code.isEmpty()) {
      return unassigned(prefix, ownCode);
    }
    if (ownCode.isEmpty()) {
      return Fit.NO_NUMBERS;
    }
    if (!code.equals(ownCode)) {
      return Fit.OTHER_CALLING_CODE;
    }
    return begins(country, Integer.parseInt(code), prefix.substring(code.length())) ? Fit.POSSIBLE : Fit.NO_NUMBERS;
  }

  /** Of a prefix that is shorter than calling codes, or begins with none. */
  private static Fit unassigned(String prefix, String ownCode) {
    if (!ownCode.isEmpty() && ownCode.startsWith(prefix)) {
      return Fit.POSSIBLE;
    }
    return ownCode.isEmpty() || prefix.length() >= MAX_CALLING_CODE_DIGITS
        ? Fit.NO_NUMBERS
        : Fit.OTHER_CALLING_CODE;
  }

  /** The country's calling code; empty when the plans have none. */
  public String callingCodeOf(String country) {
    return numbers.getSupportedRegions().contains(country)
        ? Integer.toString(numbers.getCountryCodeForRegion(country))
        : "";
  }

  /** Whether the prefix is of a worldwide service, such as +800: the plans give its numbers no country. */
  public boolean worldwide(String prefix) {
    String code = callingCode(prefix);
    return !code.isEmpty() && region(code).equals(NO_COUNTRY);
  }

  /** The most digits of a number with the prefix, calling code included; {@code most} where the plans do not say. */
  public int mostDigits(String prefix, int most) {
    String code = callingCode(prefix);
    if (code.isEmpty() || region(code).equals(NO_COUNTRY)) {
      return most;
    }
    return plans.getMetadataForRegion(region(code)).getGeneralDesc().getPossibleLengthList().stream()
        .mapToInt(Integer::intValue).max().stream().map(digits -> digits + code.length()).findFirst().orElse(most);
  }

  /** The calling code that the prefix begins with; empty when it is too short or begins with none. */
  private String callingCode(String prefix) {
    for (int length = 1; length <= Math.min(MAX_CALLING_CODE_DIGITS, prefix.length()); length++) {
      String code = prefix.substring(0, length);
      if (!region(code).equals(NO_REGION)) {
        return code;
      }
    }
    return "";
  }

  private String region(String callingCode) {
    return numbers.getRegionCodeForCountryCode(Integer.parseInt(callingCode));
  }

  private boolean begins(String country, int callingCode, String national) {
    List<String> sharing = numbers.getRegionCodesForCountryCode(callingCode);
    if (sharing.size() == 1) {
      return true;
    }
    PhoneMetadata plan = plans.getMetadataForRegion(country);
    if (plan.hasLeadingDigits()) {
      return canLead(pattern(plan.getLeadingDigits()), national);
    }
    return kinds(plan).map(this::pattern).filter(kind -> canBegin(kind, national))
        .anyMatch(kind -> sharing.getFirst().equals(country) || isOwn(country, callingCode, kind, national));
  }

  private Pattern pattern(String expression) {
    return patterns.computeIfAbsent(expression, Pattern::compile);
  }

  /** Whether leading digits are those of the plan, or the beginning of them. */
  private static boolean canLead(Pattern leading, String digits) {
    Matcher matcher = leading.matcher(digits);
    return matcher.lookingAt() || matcher.hitEnd();
  }

  /** Whether some number that the pattern matches begins so: either this is one, or only more digits can decide. */
  private static boolean canBegin(Pattern kind, CharSequence digits) {
    Matcher matcher = kind.matcher(digits);
    return matcher.matches() || matcher.hitEnd();
  }

  /** Whether one of some numbers that fit the pattern is in the country: others of its calling code come first. */
  private boolean isOwn(String country, int callingCode, Pattern kind, String national) {
    for (int sample = 0; sample < SAMPLES; sample++) {
      String digits = complete(kind, national, sample);
      if (!digits.isEmpty() && country.equals(numbers.getRegionCodeForNumber(
          new PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(digits))))) {
        return true;
      }
    }
    return false;
  }

  /** A number that begins so and fits the pattern; empty when the digits tried lead to none. */
  private static String complete(Pattern kind, String national, int sample) {
    var digits = new StringBuilder(national);
    while (!kind.matcher(digits).matches()) {
      int length = digits.length();
      for (int i = 0; i < DIGITS && digits.length() == length && length < MAX_NATIONAL_DIGITS; i++) {
        digits.append((char) ('0' + (sample + length + i) % DIGITS));
        if (!canBegin(kind, digits)) {
          digits.setLength(length);
        }
      }
      if (digits.length() == length) {
        return "";
      }
    }
    return digits.toString();
  }

  private static Stream<String> kinds(PhoneMetadata plan) {
    return Stream.of(plan.getFixedLine(), plan.getMobile(), plan.getTollFree(), plan.getPremiumRate(),
        plan.getSharedCost(), plan.getPersonalNumber(), plan.getVoip(), plan.getPager(), plan.getUan(),
        plan.getVoicemail()).map(PhoneNumberDesc::getNationalNumberPattern).filter(pattern -> !pattern.isEmpty());
  }
}
