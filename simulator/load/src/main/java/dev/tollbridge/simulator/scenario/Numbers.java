package dev.tollbridge.simulator.scenario;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.sample.ServiceLine;
import dev.tollbridge.v1.CallType;
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
  private final List<PhoneNumber> destinations;
  private final NumberPool callerPool;
  private final NumberPool destinationPool;

  private Numbers(List<PhoneNumber> destinations, NumberPool callerPool, NumberPool destinationPool) {
    this.destinations = destinations;
    this.callerPool = callerPool;
    this.destinationPool = destinationPool;
  }

  /**
   * Draws the numbers of one load, of any country.
   *
   * @param dialable whether the dial-out deck has a price for a number
   */
  public static Numbers draw(long seed, Predicate<PhoneNumber> dialable) {
    return draw(seed, Attendance.PLAIN, dialable);
  }

  /**
   * Draws the numbers of one load, of the countries given by its attendance.
   *
   * @param dialable whether the dial-out deck has a price for a number
   */
  public static Numbers draw(long seed, Attendance attendance, Predicate<PhoneNumber> dialable) {
    RandomGenerator random = new SplittableRandom(seed);
    PhoneNumberUtil metadata = PhoneNumberUtil.getInstance();
    List<PhoneNumber> callers = new ArrayList<>();
    callerCountries(attendance.callers()).forEach(country -> callers.addAll(vary(metadata, country, random)));
    List<PhoneNumber> destinations = new ArrayList<>();
    metadata.getSupportedRegions().stream().sorted()
        .forEach(country -> vary(metadata, country, random).stream().filter(dialable).forEach(destinations::add));
    return new Numbers(List.copyOf(destinations),
        NumberPool.of(List.copyOf(callers), attendance.callers(), "--caller-countries"),
        NumberPool.of(List.copyOf(destinations), attendance.dialled(), "--dial-out-countries"));
  }

  private static Iterable<String> callerCountries(CountryWeights weights) {
    return weights.isAny() ? CALLER_COUNTRIES : weights.sorted().keySet();
  }

  /** Numbers that dial-out legs call; empty when the deck prices none. */
  public List<PhoneNumber> destinations() {
    return destinations;
  }

  /** The service number of a leg. */
  PhoneNumber service(CallType callType, RandomGenerator random) {
    return pick(callType == CallType.CALL_TYPE_TOLL_FREE_DIAL_IN ? tollFree : toll, random);
  }

  /** The number of the caller, or the number dialled. */
  PhoneNumber remote(CallType callType, RandomGenerator random) {
    if (callType == CallType.CALL_TYPE_DIAL_OUT) {
      return destinationPool.next(random);
    }
    return random.nextInt(1000) < ANONYMOUS_PER_MILLE ? pick(ANONYMOUS, random) : callerPool.next(random);
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
