package dev.tollbridge.simulator.cdr;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.v1.NumberType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers of a report: attendees' numbers by country, drawn once and valid by phone metadata, and service numbers.
 */
final class ReportNumbers {
  private static final int NUMBERS_PER_COUNTRY_AND_TYPE = 128;
  private static final int VARIED_DIGITS = 10_000;
  private static final long NUMBERS_PART = -1_000_000_000L;

  private final List<String> countries = Stream
      .concat(Country.OFFICES.stream().map(Country::code), Country.ATTENDEES_ELSEWHERE.stream()).toList();
  private final List<List<Line>> attendees = new ArrayList<>();
  private final List<Line> anonymous;
  private final Map<NumberType, List<Line>> services = new HashMap<>();
  private final ReportFormat format;

  ReportNumbers(long seed, ReportFormat format) {
    this.format = format;
    for (int country = 0; country < countries.size(); country++) {
      attendees.add(draw(country, Dice.of(seed, NUMBERS_PART, country)));
    }
    anonymous = Stream.of("", "anonymous", "Restricted").map(text -> line(text, "", -1)).toList();
    for (NumberType type : List.of(NumberType.NUMBER_TYPE_TOLL, NumberType.NUMBER_TYPE_TOLL_FREE)) {
      services.put(type, ServiceLine.numbers(type).stream()
          .map(number -> line(number.text(), number.countryCode(), countries.indexOf(number.countryCode()))).toList());
    }
  }

  int countries() {
    return countries.size();
  }

  String countryCode(int country) {
    return country < 0 ? "" : countries.get(country);
  }

  List<Line> attendees(int country) {
    return attendees.get(country);
  }

  List<Line> anonymous() {
    return anonymous;
  }

  List<Line> services(NumberType type) {
    return services.getOrDefault(type, List.of());
  }

  private List<Line> draw(int country, Dice dice) {
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    Set<String> drawn = new LinkedHashSet<>();
    for (PhoneNumberType type : List.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)) {
      Phonenumber.PhoneNumber example = metadata.getExampleNumberForType(countries.get(country), type);
      for (int i = 0; i < NUMBERS_PER_COUNTRY_AND_TYPE; i++) {
        Phonenumber.PhoneNumber varied = vary(example, dice);
        if (metadata.isValidNumberForRegion(varied, countries.get(country))) {
          drawn.add(metadata.format(varied, PhoneNumberFormat.E164));
        }
      }
    }
    return drawn.stream().map(text -> line(text, countries.get(country), country)).toList();
  }

  private static Phonenumber.PhoneNumber vary(Phonenumber.PhoneNumber example, Dice dice) {
    long national = example.getNationalNumber() / VARIED_DIGITS * VARIED_DIGITS + dice.below(VARIED_DIGITS);
    return new Phonenumber.PhoneNumber().mergeFrom(example).setNationalNumber(national);
  }

  private Line line(String text, String countryCode, int country) {
    return new Line(new PhoneNumber(text, countryCode), country, format);
  }
}
