package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateDeckTest {
  private static final long WEDNESDAY_NOON = Rates.micros(Instant.parse("2026-07-01T12:00:00Z"));
  private static final long WEDNESDAY_NIGHT = Rates.micros(Instant.parse("2026-07-01T23:00:00Z"));

  private static String find(RateDeck deck, String digits, String country, String callerCountry, long atMicros) {
    Rate rate = deck.find(new RatedNumber(digits, country, callerCountry), atMicros, Rates.ZONES);
    return rate == null ? "none" : rate.destination();
  }

  @ParameterizedTest
  @CsvSource({"4930123456,berlin", "4915112345678,mobile", "4989123456,germany", "49,germany", "4,none",
    "48221234567,none",
    "33140000000,none", "'',none", "4915,germany", "49151,mobile", "anonymous,none", "49-30-123,germany",
    "+4930123456,none", "49３０,germany", "4930123456789012345678,berlin"})
  void findsTheLongestPrefix(String digits, String destination) {
    RateDeck deck = Rates.deck("""
        49    germany  0.010/min
        4930  berlin   0.009/min
        49151 mobile   0.030/min
        1     america  0.010/min
        """);

    assertThat(find(deck, digits, "", "", WEDNESDAY_NOON)).isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource({"4930123456,germany", "33140000000,world", "'',world", "anonymous,world"})
  void theEmptyPrefixFitsEveryNumber(String digits, String destination) {
    RateDeck deck = Rates.deck("""
        *  world   0.500/min
        49 germany 0.010/min
        """);

    assertThat(find(deck, digits, "", "", WEDNESDAY_NOON)).isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      digits      | caller | destination
      18005551234 | CA     | from-canada
      18775551234 | CA     | from-canada
      18005551234 | US     | from-us-800
      18775551234 | US     | any-1877
      18885551234 | US     | any-1
      18005551234 | MX     | any-1800
      18005551234 | ''     | any-1800
      448000000   | CA     | none
      """)
  void theCallersCountryOutranksEveryPrefixLength(String digits, String caller, String destination) {
    RateDeck deck = Rates.deck("""
        1       any-1       0.020/min
        1800    any-1800    0.021/min
        1877    any-1877    0.022/min
        1       from-canada 0.030/min caller=CA
        1800    from-us-800 0.040/min caller=US
        """);

    assertThat(find(deck, digits, "US", caller, WEDNESDAY_NOON)).isEqualTo(destination);
  }

  @Test
  void aCallersRateThatDoesNotApplyLeavesTheAnyCallerRates() {
    RateDeck deck = Rates.deck("""
        1800 any   0.020/min
        1800 night 0.010/min caller=CA window=UTC,1-7,22:00-24:00
        """);

    assertThat(find(deck, "18005551234", "US", "CA", WEDNESDAY_NIGHT)).isEqualTo("night");
    assertThat(find(deck, "18005551234", "US", "CA", WEDNESDAY_NOON)).isEqualTo("any");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      digits      | country | destination
      12125551234 | US      | united-states
      16045551234 | CA      | canada
      17875551234 | PR      | puerto-rico
      17875551234 | US      | united-states
      18765551234 | JM      | other
      12125551234 | ''      | other
      """)
  void theNumbersCountryTellsSharedPrefixesApart(String digits, String country, String destination) {
    RateDeck deck = Rates.deck("""
        1    other         0.100/min
        1    united-states 0.010/min country=US
        1    canada        0.011/min country=CA
        1787 puerto-rico   0.020/min country=PR
        """);

    assertThat(find(deck, digits, country, "", WEDNESDAY_NOON)).isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      digits        | destination
      49112         | world
      4911          | short
      491           | short
      49            | world
      49301234      | world
      493012345     | germany
      4930123456789 | germany
      49301234567890| world
      """)
  void aNumberOutOfBoundsFallsBackToAShorterPrefix(String digits, String destination) {
    RateDeck deck = Rates.deck("""
        *   world   0.500/min
        49  germany 0.010/min digits=9-13
        491 short   0.000/min digits=-4
        """);

    assertThat(find(deck, digits, "", "", WEDNESDAY_NOON)).isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      digits     | country | noon       | night
      4930123456 | DE      | de-always  | de-night
      4930123456 | ''      | any-always | any-night
      4940123456 | ''      | first      | first
      """)
  void atTheSamePrefixCountryThenWindowThenFileOrderDecide(String digits, String country, String noon, String night) {
    RateDeck deck = Rates.deck("""
        4930 any-always 0.010/min
        4930 any-night  0.010/min window=UTC,1-7,22:00-06:00
        4930 de-always  0.010/min country=DE
        4930 de-night   0.010/min country=DE window=UTC,1-7,22:00-06:00
        4940 first      0.010/min
        4940 second     0.010/min
        """);

    assertThat(find(deck, digits, country, "", WEDNESDAY_NOON)).isEqualTo(noon);
    assertThat(find(deck, digits, country, "", WEDNESDAY_NIGHT)).isEqualTo(night);
  }

  @Test
  void precedenceDoesNotDependOnTheOrderOfTheFile() {
    List<Rate> rates = Rates.list("""
        4930 de-night   0.010/min country=DE window=UTC,1-7,22:00-06:00
        4930 de-always  0.010/min country=DE
        4930 any-night  0.010/min window=UTC,1-7,22:00-06:00
        4930 any-always 0.010/min
        """);

    for (RateDeck deck : List.of(RateDeck.compile(rates), RateDeck.compile(rates.reversed()))) {
      assertThat(find(deck, "4930123456", "DE", "", WEDNESDAY_NIGHT)).isEqualTo("de-night");
      assertThat(find(deck, "4930123456", "DE", "", WEDNESDAY_NOON)).isEqualTo("de-always");
      assertThat(find(deck, "4930123456", "AT", "", WEDNESDAY_NIGHT)).isEqualTo("any-night");
      assertThat(find(deck, "4930123456", "AT", "", WEDNESDAY_NOON)).isEqualTo("any-always");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      digits        | noon      | night
      4930123456    | workday   | night
      49301         | workday   | night
      4940123456    | ten       | ten
      49401234      | to-ten    | to-ten
      494012345678  | any       | any
      4950123456    | same-a    | same-a
      """)
  void theNarrowerWindowThenTheNarrowerBoundsWin(String digits, String noon, String night) {
    List<Rate> rates = Rates.list("""
        4930 all-week 0.010/min window=UTC,1-7,00:00-24:00
        4930 ten      0.010/min digits=10-10
        4930 workday  0.010/min window=UTC,1-5,08:00-20:00
        4930 night    0.010/min window=UTC,1-7,20:00-04:00
        4940 any      0.010/min
        4940 to-ten   0.010/min digits=-10
        4940 ten      0.010/min digits=10-10
        4950 same-a   0.010/min digits=10-11
        4950 same-b   0.010/min digits=9-10
        """);
    List<Rate> otherwise = new ArrayList<>(rates.subList(0, 7).reversed());
    otherwise.addAll(rates.subList(7, 9));

    for (RateDeck deck : List.of(RateDeck.compile(rates), RateDeck.compile(otherwise))) {
      assertThat(find(deck, digits, "", "", WEDNESDAY_NOON)).isEqualTo(noon);
      assertThat(find(deck, digits, "", "", WEDNESDAY_NIGHT)).isEqualTo(night);
    }
  }

  @Test
  void aRejectingRateIsFoundLikeAnyOther() {
    RateDeck deck = Rates.deck("""
        88  global    5.000/min
        882 satellite reject
        """);
    Rate found = deck.find(new RatedNumber("88213123456", "", ""), WEDNESDAY_NOON, Rates.ZONES);

    assertThat(found).isNotNull();
    assertThat(found.reject()).isTrue();
    assertThat(find(deck, "88313123456", "", "", WEDNESDAY_NOON)).isEqualTo("global");
  }

  @Test
  void anEmptyDeckHasNoRate() {
    assertThat(find(RateDeck.compile(List.of()), "4930123456", "DE", "US", WEDNESDAY_NOON)).isEqualTo("none");
  }

  @Test
  void keepsTheRatesInTheOrderOfTheFile() {
    List<Rate> rates = Rates.list("""
        49  b 0.010/min
        1   a 0.010/min caller=US
        491 c 0.010/min
        """);
    RateDeck deck = RateDeck.compile(rates);

    assertThat(deck.rates()).isEqualTo(rates);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> deck.rates().removeFirst());
  }

  @Test
  void refusesMoreRatesThanTheMaximum() {
    List<Rate> rates = Collections.nCopies(RateDeck.MAX_RATES + 1, Rates.rate("49 germany"));

    assertThatIllegalArgumentException().isThrownBy(() -> RateDeck.compile(rates, ""));
  }

  @Test
  void lookingUpAllocatesNothing() {
    RateDeck deck = Rates.deck("""
        *    world   0.500/min
        49   germany 0.010/min country=DE digits=5-13
        4930 berlin  0.009/min
        49   from-us 0.009/min caller=US digits=5-
        """);
    RatedNumber number = new RatedNumber("49301234567", "DE", "US");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long found = lookUp(deck, number, 1_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    found += lookUp(deck, number, 100_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(found).isEqualTo(101_000);
    assertThat(allocated).as("bytes for 100,000 look-ups").isLessThan(100_000);
  }

  private static long lookUp(RateDeck deck, RatedNumber number, int times) {
    long found = 0;
    for (int i = 0; i < times; i++) {
      found += deck.find(number, WEDNESDAY_NOON, Rates.ZONES) == null ? 0 : 1;
    }
    return found;
  }
}
