package dev.tollbridge.server.rpc;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Meaning of phone numbers, by the world's numbering plans. Accepts any text; thread-safe.
 *
 * <p>Every text is read in one way, whoever sends it, as the comment of {@code LegRatingService} says; what has been
 * read stays the same when it is read again, so that what is exported can be rated again.
 */
public final class PhoneNumbers {
  private static final int MIN_E164_DIGITS = 3;
  private static final int MAX_E164_DIGITS = 15;
  private static final int MIN_BARE_DIGITS = 7;
  /** From so many digits on, a number reaches somebody, whatever its country's plan says. */
  private static final int MIN_SURE_DIGITS = 7;
  /** '+', a calling code and an emergency number. */
  private static final int MAX_EMERGENCY_LENGTH = 1 + 3 + EmergencyNumbers.MAX_DIGITS;
  private static final int NORTH_AMERICA = 1;
  private static final int NORTH_AMERICAN_DIGITS = 10;
  private static final String NORTH_AMERICAN_PREFIX = "011";
  /** The emergency service of wherever the caller is (RFC 5031). */
  private static final Pattern SOS = Pattern.compile("urn:service:sos(?:\\.[a-z0-9-]{1,20}){0,2}");

  private final NumberingPlan plan = new NumberingPlan();
  private final EmergencyNumbers emergencyNumbers = new EmergencyNumbers(plan);

  /**
   * Digits of an E.164 number: '+', then 3 to 15 ASCII digits that don't start with 0. Otherwise empty: strict, as an
   * operator's configuration should be.
   */
  public String digits(String number) {
    return isWritten(number) ? number.substring(1) : "";
  }

  private static boolean isWritten(String number) {
    int digits = number.length() - 1;
    if (digits < MIN_E164_DIGITS || digits > MAX_E164_DIGITS || number.charAt(0) != '+' || number.charAt(1) == '0') {
      return false;
    }
    for (int i = 1; i <= digits; i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return false;
      }
    }
    return true;
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
    return digits.isEmpty() ? "" : plan.country(digits);
  }

  /**
   * A service number: '+' and E.164 digits where the text gives them, also as a national number of the country, otherwise
   * the text.
   *
   * @param country of the organization, ISO 3166 alpha-2 or empty; asked for seldom
   */
  public String service(String text, Supplier<String> country) {
    if (text.isEmpty() || isWritten(text)) {
      return text;
    }
    NumberText number = NumberText.of(text);
    String e164 = e164(number, () -> Set.of(country.get()));
    if (!e164.isEmpty()) {
      return e164;
    }
    boolean national = !number.digits().isEmpty() && number.hiddenDigits() == 0 && !number.international()
        && number.context().isEmpty();
    String digits = national ? plan.national(number.digits(), country.get()) : "";
    return digits.isEmpty() ? text : "+" + digits;
  }

  /**
   * Who calls a service number. A caller that cannot be a number of the country that it seems to be in has none.
   *
   * @param serviceNumber E.164 with '+', otherwise anything
   */
  public RemoteNumber caller(String text, String serviceNumber) {
    if (isWritten(text)) {
      return caller(text);
    }
    NumberText number = NumberText.of(text);
    String e164 = e164(number, () -> Set.of(country(serviceNumber)));
    return e164.isEmpty() ? RemoteNumber.text(text, maskedCountry(number)) : caller(e164);
  }

  private RemoteNumber caller(String e164) {
    String digits = e164.substring(1);
    return new RemoteNumber(e164, digits, callerCountry(digits), false);
  }

  /** Whether a number spells a word for a caller who is not shown, such as ANONYMOUS, on a keypad. */
  public static boolean isWord(String e164) {
    return e164.startsWith("+") && KeypadWords.isWord(e164.substring(1));
  }

  private String callerCountry(String digits) {
    return KeypadWords.isWord(digits) ? "" : plan.countryIfPossible(digits);
  }

  /** The country of a number in a report that hides its last digits: they don't decide it. */
  private String maskedCountry(NumberText number) {
    if (!number.international() || number.hiddenDigits() == 0
        || KeypadWords.mayBe(number.digits(), number.hiddenDigits())) {
      return "";
    }
    for (char filled = '0'; filled <= '9'; filled++) {
      String digits = number.digits() + String.valueOf(filled).repeat(number.hiddenDigits());
      String country = isE164(digits) ? plan.countryIfPossible(digits) : "";
      if (!country.isEmpty()) {
        return country;
      }
    }
    return "";
  }

  /**
   * The number that is dialled; with neither digits nor emergency if nobody can be reached by it.
   *
   * @param countries of the organization, of the shown number and of the leg's location, ISO 3166 alpha-2; asked for
   *        seldom
   */
  public RemoteNumber dialled(String text, Supplier<Set<String>> countries) {
    if (isWritten(text) && text.length() > MAX_EMERGENCY_LENGTH) {
      return dialled(text);
    }
    String service = text.strip().toLowerCase(Locale.ROOT);
    if (SOS.matcher(service).matches()) {
      return RemoteNumber.emergency(service);
    }
    NumberText number = NumberText.of(text);
    String emergency = EmergencyNumbers.mayBe(number) ? emergencyNumbers.dialled(number, countries.get()) : "";
    if (!emergency.isEmpty()) {
      return RemoteNumber.emergency(emergency);
    }
    String e164 = e164(number, countries);
    boolean reaches = e164.length() > MIN_SURE_DIGITS || (!e164.isEmpty() && plan.reaches(e164.substring(1)));
    return reaches ? dialled(e164) : RemoteNumber.text(text, "");
  }

  private RemoteNumber dialled(String e164) {
    String digits = e164.substring(1);
    return new RemoteNumber(e164, digits, plan.country(digits), false);
  }

  /** The E.164 number, with '+', that a text gives; empty when it gives none. */
  private String e164(NumberText number, Supplier<Set<String>> countries) {
    if (number.digits().isEmpty() || number.hiddenDigits() > 0) {
      return "";
    }
    String digits = e164Digits(number, countries);
    return digits.isEmpty() ? "" : "+" + digits;
  }

  private String e164Digits(NumberText number, Supplier<Set<String>> countries) {
    String digits = number.digits();
    if (digits.startsWith(NumberingPlan.INTERNATIONAL_PREFIX)) {
      String after = digits.substring(NumberingPlan.INTERNATIONAL_PREFIX.length());
      return isE164(after) && plan.possible(after) ? after : "";
    }
    if (number.international()) {
      return isE164(digits) ? digits : "";
    }
    if (!number.context().isEmpty()) {
      String global = number.context() + digits;
      return isE164(global) ? plan.canonical(global) : "";
    }
    String bare = digits.startsWith(NORTH_AMERICAN_PREFIX)
        ? digits.substring(NORTH_AMERICAN_PREFIX.length())
        : digits;
    boolean read = bare.length() >= MIN_BARE_DIGITS && isE164(bare) && plan.valid(bare)
        && !ambiguous(digits, countries);
    return read ? bare : "";
  }

  /** Whether bare digits may just as well be a number as it is written in North America. */
  private boolean ambiguous(String digits, Supplier<Set<String>> countries) {
    return digits.length() == NORTH_AMERICAN_DIGITS && plan.valid(NORTH_AMERICA + digits)
        && countries.get().stream().anyMatch(country -> plan.callingCode(country) == NORTH_AMERICA);
  }

  private static boolean isE164(String digits) {
    return digits.length() >= MIN_E164_DIGITS && digits.length() <= MAX_E164_DIGITS && digits.charAt(0) != '0';
  }
}
