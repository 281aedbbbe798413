package dev.tollbridge.simulator.sample;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as bridges, directories and spreadsheets write them, by the rules in the comment of {@code
 * LegRatingService}. The server has its own implementation.
 */
public final class NumberReader {
  private static final PhoneNumberUtil METADATA = PhoneNumberUtil.getInstance();
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern NAME_ADDRESS = Pattern.compile("<([^>]*)>?[^<]*$");
  private static final Pattern SCHEME = Pattern.compile("(?i)^['\"=\\s]*(?:(?:tel|sips?|callto):)?(?://)?");
  private static final Pattern USER_PART = Pattern.compile("^[^@:;?,&]*");
  private static final Pattern EXTENSION = Pattern.compile("(?i)(?<=[0-9) ])(?:x|ext\\.?|#)\\s?[0-9]{1,8}\\s*$");
  private static final Pattern DIALLED = Pattern.compile("\\+?[0-9]+");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{2,14}");
  private static final Pattern BARE = Pattern.compile("[1-9][0-9]{6,14}");
  private static final Pattern HOST = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  /** ANONYMOUS, UNAVAILABLE and OUTOFAREA on a keypad; other words have too few or too many digits for a number. */
  private static final Set<String> WORDS = Set.of("+266696687", "+86282452253", "+688632732");

  private NumberReader() {}

  /** A caller; without a country if it is no number, or none of the country that it seems to be in. */
  public static PhoneNumber caller(String written) {
    String text = text(written);
    Phonenumber.PhoneNumber number = parsed(text);
    boolean possible = number != null && !WORDS.contains(text)
        && METADATA.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    return new PhoneNumber(text.isEmpty() ? written : text, possible ? country(number) : "", written);
  }

  /** A dialled number, with its country. */
  public static PhoneNumber dialled(String written) {
    String text = text(written);
    return new PhoneNumber(text.isEmpty() ? written : text, country(parsed(text)), written);
  }

  private static String country(Phonenumber.@Nullable PhoneNumber number) {
    String region = number == null ? null : METADATA.getRegionCodeForNumber(number);
    return region != null && COUNTRY.matcher(region).matches() ? region : "";
  }

  /** The E.164 number with its '+'; empty when the text gives none. */
  private static String text(String written) {
    if (E164.matcher(written).matches()) {
      return written;
    }
    String user = userPart(written);
    String shown = HOST.matcher(user).matches()
        ? ""
        : user.replaceAll("\\(0\\)", "").replaceAll("[\\s\\p{Zs}\\p{Pd}\\p{Cf}.()/\\[\\]'\"]", "");
    if (!DIALLED.matcher(shown).matches()) {
      return "";
    }
    String prefixed = shown.startsWith("00") ? "+" + shown.substring(2) : shown;
    if (prefixed.startsWith("+")) {
      boolean number = E164.matcher(prefixed).matches() && (shown.startsWith("+") || isPossible(prefixed));
      return number ? prefixed : "";
    }
    String bare = prefixed.startsWith("011") ? prefixed.substring(3) : prefixed;
    Phonenumber.PhoneNumber number = BARE.matcher(bare).matches() ? parsed("+" + bare) : null;
    return number != null && METADATA.isValidNumber(number) ? "+" + bare : "";
  }

  private static String userPart(String written) {
    Matcher address = NAME_ADDRESS.matcher(written);
    String rest = SCHEME.matcher(address.find() ? address.group(1) : written).replaceFirst("");
    Matcher user = USER_PART.matcher(rest);
    String part = user.find() ? user.group().replace("%2B", "+") : "";
    return EXTENSION.matcher(part).replaceFirst("").strip();
  }

  private static boolean isPossible(String e164) {
    Phonenumber.PhoneNumber number = parsed(e164);
    return number != null && METADATA.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
  }

  private static Phonenumber.@Nullable PhoneNumber parsed(String e164) {
    try {
      return e164.isEmpty() ? null : METADATA.parse(e164, null);
    } catch (NumberParseException e) {
      return null;
    }
  }
}
