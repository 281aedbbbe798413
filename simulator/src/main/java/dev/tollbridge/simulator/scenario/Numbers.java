package dev.tollbridge.simulator.scenario;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.tollbridge.v1.NumberType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The numbers that a load draws from: valid by phone metadata and, for dial-out, priced by the deck. */
public final class Numbers {
  private static final int VARIANTS_PER_COUNTRY_AND_TYPE = 8;
  private static final int VARIED_DIGITS = 1000;
  private static final int ANONYMOUS_PER_MILLE = 50;
  private static final List<PhoneNumber> ANONYMOUS = List.of(PhoneNumber.anonymous(""),
      PhoneNumber.anonymous("anonymous"), PhoneNumber.anonymous("Restricted"));
  private static final List<String> CALLER_COUNTRIES = List.of("AU", "BR", "CA", "DE", "DO", "FR", "GB", "JP", "MX",
      "NL", "PR", "US");

  private final List<PhoneNumber> toll = ServiceLine.numbers(NumberType.NUMBER_TYPE_TOLL);
  private final List<PhoneNumber> tollFree = ServiceLine.numbers(NumberType.NUMBER_TYPE_TOLL_FREE);
  private final List<PhoneNumber> callers;
  private final List<PhoneNumber> destinations;

  private Numbers(List<PhoneNumber> callers, List<PhoneNumber> destinations) {
    this.callers = callers;
    this.destinations = destinations;
  }

  /**
   * Draws the numbers of one load.
   *
   * @param dialable whether the dial-out deck has a price for a number
   */
  public static Numbers draw(long seed, Predicate<PhoneNumber> dialable) {
    RandomGenerator random = new SplittableRandom(seed);
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<PhoneNumber> callers = new ArrayList<>();
    CALLER_COUNTRIES.forEach(country -> callers.addAll(vary(metadata, country, random)));
    List<PhoneNumber> destinations = new ArrayList<>();
    metadata.getSupportedRegions().stream().sorted()
        .forEach(country -> vary(metadata, country, random).stream().filter(dialable).forEach(destinations::add));
    return new Numbers(List.copyOf(callers), List.copyOf(destinations));
  }

  /** Numbers that dial-out legs call; empty when the deck prices none. */
  public List<PhoneNumber> destinations() {
    return destinations;
  }

  PhoneNumber nextToll(RandomGenerator random) {
    return pick(toll, random);
  }

  PhoneNumber nextTollFree(RandomGenerator random) {
    return pick(tollFree, random);
  }

  PhoneNumber nextDestination(RandomGenerator random) {
    return pick(destinations, random);
  }

  PhoneNumber nextCaller(RandomGenerator random) {
    return pick(random.nextInt(1000) < ANONYMOUS_PER_MILLE ? ANONYMOUS : callers, random);
  }

  private static PhoneNumber pick(List<PhoneNumber> numbers, RandomGenerator random) {
    return numbers.get(random.nextInt(numbers.size()));
  }

  private static Set<PhoneNumber> vary(PhoneNumberUtil metadata, String country, RandomGenerator random) {
    Set<PhoneNumber> numbers = new LinkedHashSet<>();
    for (PhoneNumberType type : List.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)) {
      Phonenumber.PhoneNumber example = metadata.getExampleNumberForType(country, type);
      for (int i = 0; example != null && i < VARIANTS_PER_COUNTRY_AND_TYPE; i++) {
        Phonenumber.PhoneNumber variant = varied(example, random);
        if (metadata.isValidNumber(variant) && country.equals(metadata.getRegionCodeForNumber(variant))) {
          numbers.add(new PhoneNumber(metadata.format(variant, PhoneNumberFormat.E164), country));
        }
      }
    }
    return numbers;
  }

  private static Phonenumber.PhoneNumber varied(Phonenumber.PhoneNumber example, RandomGenerator random) {
    long national = example.getNationalNumber() / VARIED_DIGITS * VARIED_DIGITS + random.nextInt(VARIED_DIGITS);
    return new Phonenumber.PhoneNumber().mergeFrom(example).setNationalNumber(national);
  }
}
