package dev.tollbridge.server.rpc;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Countries' emergency numbers, as they are dialled there: those of the phone metadata and those of our table
 * {@code emergency-numbers.csv}, which has the official ones that the metadata lack. Thread-safe.
 */
final class EmergencyNumbers {
  /** The longest emergency number, such as 116000. */
  static final int MAX_DIGITS = 6;
  private static final int MIN_DIGITS = 2;
  private static final Set<String> WELL_KNOWN = Set.of("000", "110", "112", "119", "911", "999");
  private static final int MAX_CALLING_CODE_DIGITS = 3;

  private final ShortNumberInfo metadata = ShortNumberInfo.getInstance();
  private final NumberingPlan plan;
  private final Map<String, Set<String>> table = table();

  EmergencyNumbers(NumberingPlan plan) {
    this.plan = plan;
  }

  /** The numbers of our table, by country. */
  static Map<String, Set<String>> table() {
    var stream = Objects.requireNonNull(EmergencyNumbers.class.getResourceAsStream("emergency-numbers.csv"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", 3))
          .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> Set.of(row[1].split(" ", -1))));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of emergency numbers cannot be read", e);
    }
  }

  /** Whether a number may be an emergency number, in any country. */
  static boolean mayBe(NumberText number) {
    int length = number.digits().length();
    return number.hiddenDigits() == 0 && length >= MIN_DIGITS
        && length <= internationalPrefix(number.digits()) + MAX_CALLING_CODE_DIGITS + MAX_DIGITS;
  }

  /** Digits of the international prefix that a number begins with; 0 when it begins with none. */
  private static int internationalPrefix(String digits) {
    return digits.startsWith(NumberingPlan.INTERNATIONAL_PREFIX) ? NumberingPlan.INTERNATIONAL_PREFIX.length() : 0;
  }

  /**
   * The emergency number that is dialled, as it is dialled within one of the countries; empty when there is none. Some
   * switches put a '+' or 00 in front, or the country's calling code.
   *
   * @param countries ISO 3166 alpha-2; empty: the best-known numbers count
   */
  String dialled(NumberText number, Set<String> countries) {
    if (!mayBe(number)) {
      return "";
    }
    String digits = number.digits();
    if (isIn(countries, digits)) {
      return digits;
    }
    String after = digits.substring(internationalPrefix(digits));
    return isIn(countries, after)
        ? after
        : countries.stream().map(country -> afterCallingCode(country, after)).filter(rest -> !rest.isEmpty())
            .findFirst().orElse("");
  }

  private boolean isIn(Set<String> countries, String digits) {
    return countries.isEmpty()
        ? WELL_KNOWN.contains(digits)
        : countries.stream().anyMatch(country -> isIn(country, digits));
  }

  private String afterCallingCode(String country, String digits) {
    String callingCode = Integer.toString(plan.callingCode(country));
    String rest = digits.startsWith(callingCode) ? digits.substring(callingCode.length()) : "";
    return isIn(country, rest) ? rest : "";
  }

  /** Whether digits are an emergency number of a country; the best-known ones are where no numbering plan is known. */
  boolean isIn(String country, String digits) {
    if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
      return false;
    }
    if (plan.callingCode(country) == 0) {
      return WELL_KNOWN.contains(digits);
    }
    return table.getOrDefault(country, Set.of()).contains(digits) || metadata.isEmergencyNumber(digits, country);
  }
}
