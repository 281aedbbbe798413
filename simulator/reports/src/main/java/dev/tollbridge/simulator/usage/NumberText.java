package dev.tollbridge.simulator.usage;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phone numbers as switches, people and spreadsheets write them, in one form: '+' and digits. {@code tel:} and {@code
 * sip:} with their parameters go, and so do blanks, hyphens, brackets, dots and slashes; {@code 00} and North America's
 * {@code 011} become '+'; digits without '+' get it if a numbering plan has such a number. What is then no number is
 * left as it was.
 */
final class NumberText {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{2,14}");
  private static final Pattern IN_BRACKETS = Pattern.compile("[^<]*<([^<>]*)>.*");
  private static final Pattern URI = Pattern.compile("(?i)(?:tel|sips?|callto):(.*)");
  private static final Pattern CONTEXT = Pattern.compile("(?i).*;phone-context=(\\+\\d{1,10})(?:;.*)?");
  private static final Pattern EXTENSION = Pattern.compile("(?i)([^a-z]*\\d) ?(?:ext\\.?|extension|x) ?\\d{1,7}");
  private static final Pattern FLOATING = Pattern.compile("(\\d{7,15})\\.0{1,2}");
  private static final Pattern SEPARATORS = Pattern.compile("\\(0\\)|[-\\s\\p{Pd}\\p{Z}()./]");
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+[0-9*xX#]*");
  private static final Pattern INTERNATIONAL_PREFIX = Pattern.compile("^(?:00|011)(?=[1-9])");
  private static final Pattern BARE = Pattern.compile("[1-9][0-9]{6,14}");
  private static final int NORTH_AMERICAN_DIGITS = 10;
  private static final Pattern EXPONENT = Pattern.compile("([1-9])(?:[.,](\\d{1,15}))?[eE]\\+?(\\d{1,2})");
  private static final int MAX_EXPONENT = 21;
  private static final Pattern ERROR = Pattern.compile("#{2,}|#(?:NAME|VALUE|NUM|REF|N/A)[?!]?");

  private NumberText() {}

  /**
   * The number in its one form; other texts, such as anonymous, without surrounding blanks.
   *
   * @param northAmerican whether ten digits that are a number there may be meant as one of there
   */
  static String normalized(String text, boolean northAmerican) {
    if (E164.matcher(text).matches()) {
      return text;
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\p{Cc}\\p{Cf}]", "").strip();
    String number = digits(exact(address(plain)));
    if (!NUMBER.matcher(number).matches()) {
      return plain;
    }
    String bare = INTERNATIONAL_PREFIX.matcher(number).replaceFirst("");
    if (NumberMask.isMasked(bare)) {
      return bare.length() == number.length() ? number : "+" + bare;
    }
    boolean international = BARE.matcher(bare).matches() && !(northAmerican && isNorthAmerican(number))
        && (number.startsWith("00") ? NumberPlan.isPossible("+" + bare) : NumberPlan.isValid("+" + bare));
    return international ? "+" + bare : number;
  }

  private static boolean isNorthAmerican(String digits) {
    return digits.length() == NORTH_AMERICAN_DIGITS && NumberPlan.isValid("+1" + digits);
  }

  /** Whether a spreadsheet put a number with an exponent, which lacks digits, or an error in place of the text. */
  static boolean isDestroyed(String text) {
    if (text.startsWith("#")) {
      return ERROR.matcher(text).matches();
    }
    if (text.length() > MAX_EXPONENT || (text.indexOf('E') < 0 && text.indexOf('e') < 0)) {
      return false;
    }
    Matcher exponent = EXPONENT.matcher(text);
    return exponent.matches() && lacksDigits(exponent);
  }

  private static boolean lacksDigits(Matcher exponent) {
    int decimals = exponent.group(2) == null ? 0 : exponent.group(2).length();
    return decimals < Integer.parseInt(exponent.group(3));
  }

  /** The digits of a number with a whole exponent, 4.42071838750E+11, or with decimals, 442071838750.0. */
  private static String exact(String text) {
    Matcher exponent = EXPONENT.matcher(text);
    if (exponent.matches() && !lacksDigits(exponent) && exponent.group(2) != null) {
      int digits = Integer.parseInt(exponent.group(3));
      return exponent.group(1) + exponent.group(2).substring(0, digits);
    }
    Matcher floating = FLOATING.matcher(text);
    return floating.matches() ? floating.group(1) : text;
  }

  /** The number inside a URI or a name with an address. */
  private static String address(String text) {
    Matcher bracketed = IN_BRACKETS.matcher(text);
    String inner = bracketed.matches() ? bracketed.group(1).strip() : text;
    Matcher uri = URI.matcher(inner);
    String address = uri.matches() ? uri.group(1).replace("%2B", "+").replace("%2b", "+") : inner;
    Matcher context = CONTEXT.matcher(address);
    String user = address.split("[;?@]", 2)[0];
    return context.matches() && !user.startsWith("+") ? context.group(1) + user : user;
  }

  private static String digits(String address) {
    Matcher extended = EXTENSION.matcher(address);
    return SEPARATORS.matcher(extended.matches() ? extended.group(1) : address).replaceAll("");
  }
}
