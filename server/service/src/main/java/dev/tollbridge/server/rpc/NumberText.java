package dev.tollbridge.server.rpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number in a text as a switch, a directory or a spreadsheet writes it: in a URI, with separators, with or without
 * '+'. Whether there is such a number is for {@link NumberingPlan} to say.
 *
 * @param international it begins with '+'
 * @param digits without separators; empty when the text gives no number
 * @param hiddenDigits further digits at the end, masked with '*' or 'x'
 * @param context where the digits are dialled by a {@code phone-context} parameter, without '+'; empty when not given
 */
record NumberText(boolean international, String digits, int hiddenDigits, String context) {
  private static final NumberText NONE = new NumberText(false, "", 0, "");
  private static final Pattern SCHEME = Pattern.compile("(?i)(tel|sips?|callto|phone)\\s*:(?://)?");
  private static final Pattern CONTEXT = Pattern.compile("(?i);phone-context=(?:\\+|%2B)([0-9()./-]{1,20})");
  private static final Pattern PARAMETERS = Pattern.compile("[;?,&]");
  private static final Pattern EXTENSION = Pattern
      .compile("(?i)(?<=[0-9) ])(?:x|ext|extn|extension|#)[.:]?\\s{0,3}[0-9]{1,8}\\s*$");
  private static final Pattern MASK = Pattern.compile("(?:\\*{1,15}|[xX]{2,15})\\s*$");
  /** What a spreadsheet or a program makes of a number that it took for an amount. */
  private static final Pattern DECIMALS = Pattern.compile("(?<=^\\+?[0-9]{7,15})\\.0{1,6}$");
  private static final Pattern INTERNET_ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern TRUNK_ZERO = Pattern.compile("(?<=[0-9].{0,2})\\(\\s?0\\s?\\)");
  private static final Pattern LEADING_MARKS = Pattern.compile("^[\\s\\p{Z}\\p{Cf}\\p{Cc}'\"=]+");
  /** What follows is not read. */
  private static final int MAX_LENGTH = 4_096;
  private static final String SEPARATORS = "./()[]'\"\u2212\u00b7";

  /** Reads any text. */
  static NumberText of(String text) {
    if (text.codePoints().noneMatch(Character::isDigit)) {
      return NONE;
    }
    String address = address(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
    String user = userPart(LEADING_MARKS.matcher(address).replaceFirst(""));
    Matcher context = CONTEXT.matcher(address);
    return scan(user, context.find() ? asciiDigits(context.group(1)) : "");
  }

  /** What is between the angle brackets of a name-address, otherwise all. */
  private static String address(String text) {
    int open = text.lastIndexOf('<');
    if (open < 0) {
      return text;
    }
    int close = text.indexOf('>', open);
    return text.substring(open + 1, close < 0 ? text.length() : close);
  }

  /** Without scheme, host, password and parameters; empty when there is nothing but a host. */
  private static String userPart(String address) {
    Matcher scheme = SCHEME.matcher(address);
    boolean uri = scheme.lookingAt();
    String rest = uri ? address.substring(scheme.end()) : address;
    int at = rest.indexOf('@');
    if (at < 0 && uri && address.regionMatches(true, 0, "sip", 0, 3) && rest.indexOf('.') >= 0) {
      return "";
    }
    String user = PercentText.decode(at < 0 ? rest : rest.substring(0, at));
    int password = user.indexOf(':');
    return PARAMETERS.split(password < 0 ? user : user.substring(0, password), 2)[0];
  }

  private static NumberText scan(String user, String context) {
    String plain = DECIMALS.matcher(EXTENSION.matcher(user).replaceFirst("").strip()).replaceFirst("");
    if (INTERNET_ADDRESS.matcher(plain).matches()) {
      return NONE;
    }
    Matcher mask = MASK.matcher(plain);
    boolean masked = mask.find();
    String shown = masked ? plain.substring(0, mask.start()) : plain;
    boolean international = shown.indexOf('+') >= 0 || shown.indexOf('\uff0b') >= 0;
    String digits = digits(international || shown.startsWith(NumberingPlan.INTERNATIONAL_PREFIX)
        ? TRUNK_ZERO.matcher(shown).replaceAll("")
        : shown);
    return digits.isEmpty()
        ? NONE
        : new NumberText(international, digits, masked ? mask.group().strip().length() : 0, context);
  }

  /** The digits between separators; empty when there is anything else. */
  private static String digits(String shown) {
    var digits = new StringBuilder(shown.length());
    for (int i = 0; i < shown.length(); i += Character.charCount(shown.codePointAt(i))) {
      int c = shown.codePointAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else if (!(separates(c) || (digits.isEmpty() && (c == '+' || c == '\uff0b')))) {
        return "";
      }
    }
    return digits.toString();
  }

  private static boolean separates(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.DASH_PUNCTUATION
        || SEPARATORS.indexOf(c) >= 0;
  }

  private static String asciiDigits(String text) {
    return text.replaceAll("[^0-9]", "");
  }
}
