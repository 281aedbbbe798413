package dev.tollbridge.core.tariff;

import static java.util.Arrays.compare;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random decks and numbers, looked up in the compiled deck and by reading the rates one by one. */
class RateDeckComparisonTest {
  private static final List<String> COUNTRIES = List.of("", "", "", "US", "CA", "DE");
  private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York");
  private static final long YEAR_MICROS = 31_536_000_000_000L;
  private static final int DECKS = 1_000;
  private static final int NUMBERS_PER_DECK = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithALinearScan(long firstSeed) {
    int matches = 0;
    for (long seed = firstSeed * DECKS; seed < (firstSeed + 1) * DECKS; seed++) {
      Random random = new Random(seed);
      List<Rate> rates = randomRates(random);
      RateDeck deck = RateDeck.compile(rates);
      for (int i = 0; i < NUMBERS_PER_DECK; i++) {
        RatedNumber number = new RatedNumber(randomDigits(random, 9), pick(random, COUNTRIES), pick(random, COUNTRIES));
        long atMicros = 50 * YEAR_MICROS + random.nextLong(YEAR_MICROS);
        Rate expected = scan(rates, number, atMicros);
        matches += expected == null ? 0 : 1;
        assertThat(deck.find(number, atMicros, Rates.ZONES)).as("seed %d, %s at %d", seed, number, atMicros)
            .isSameAs(expected);
      }
    }
    assertThat(matches).as("look-ups that found a rate").isBetween(DECKS * NUMBERS_PER_DECK / 4,
        DECKS * NUMBERS_PER_DECK - 1);
  }

  private static List<Rate> randomRates(Random random) {
    List<Rate> rates = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      int minDigits = random.nextInt(4) == 0 ? random.nextInt(8) : 0;
      int maxDigits = random.nextInt(4) == 0 ? minDigits + random.nextInt(5) : 0;
      rates.add(new Rate(randomDigits(random, 6), "rate " + i, random.nextInt(100_000), 0, Increments.EVERY_MINUTE,
          pick(random, COUNTRIES), pick(random, COUNTRIES), random.nextInt(10) == 0, minDigits, maxDigits,
          random.nextInt(3) == 0 ? randomWindow(random) : null));
    }
    return rates;
  }

  /** Few different digits, the lowest and the highest among them, so that prefixes overlap. */
  private static String randomDigits(Random random, int maxLength) {
    StringBuilder digits = new StringBuilder();
    for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
      digits.append("0149".charAt(random.nextInt(4)));
    }
    return digits.toString();
  }

  private static TimeWindow randomWindow(Random random) {
    return new TimeWindow(pick(random, ZONES), 1 + random.nextInt(127), random.nextInt(1_440),
        1 + random.nextInt(1_440));
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static @Nullable Rate scan(List<Rate> rates, RatedNumber number, long atMicros) {
    Rate best = null;
    for (Rate rate : rates) {
      if (fits(rate, number, atMicros) && (best == null || compare(rank(rate), rank(best)) > 0)) {
        best = rate;
      }
    }
    return best;
  }

  private static boolean fits(Rate rate, RatedNumber number, long atMicros) {
    int length = number.digits().length();
    return number.digits().startsWith(rate.prefix())
        && List.of("", number.callerCountry()).contains(rate.callerCountry())
        && List.of("", number.country()).contains(rate.country())
        && length >= rate.minDigits()
        && (rate.maxDigits() == 0 || length <= rate.maxDigits())
        && (rate.window() == null || rate.window().contains(atMicros, Rates.ZONES));
  }

  /** Caller country, then prefix length, then country, then fewer minutes a week, then fewer lengths of numbers. */
  private static int[] rank(Rate rate) {
    int lengths = 0;
    for (int length = rate.prefix().length(); length <= 15; length++) {
      lengths += length >= rate.minDigits() && (rate.maxDigits() == 0 || length <= rate.maxDigits()) ? 1 : 0;
    }
    return new int[]{rate.callerCountry().isEmpty() ? 0 : 1, rate.prefix().length(), rate.country().isEmpty() ? 0 : 1,
      -minutes(rate.window()), -lengths};
  }

  private static int minutes(@Nullable TimeWindow window) {
    if (window == null) {
      return 1_000_000;
    }
    int minutes = 0;
    for (int day = 0; day < 7; day++) {
      for (int minute = window.fromMinute(); (window.days() >> day & 1) == 1; minute = (minute + 1) % 1_440) {
        minutes++;
        if ((minute + 1) % 1_440 == window.toMinute() % 1_440) {
          break;
        }
      }
    }
    return minutes;
  }

  @Test
  void agreesWithTryingEveryPrefixOfALargeDeck() {
    Random random = new Random(20261123);
    Map<String, Rate> byPrefix = new HashMap<>();
    while (byPrefix.size() < 40_000) {
      String prefix = Integer.toString(random.nextInt(1, 1 << random.nextInt(1, 20)));
      String longer = prefix + random.nextInt(10_000);
      byPrefix.put(longer, Rates.rate(longer + " to-" + longer));
    }
    RateDeck deck = RateDeck.compile(List.copyOf(byPrefix.values()));
    for (Rate rate : deck.rates()) {
      assertThat(find(deck, rate.prefix())).isSameAs(rate);
    }
    for (int i = 0; i < 50_000; i++) {
      String digits = Long.toString(random.nextLong(1_000_000_000_000L));
      assertThat(find(deck, digits)).as(digits).isSameAs(longest(byPrefix, digits));
    }
  }

  private static @Nullable Rate find(RateDeck deck, String digits) {
    return deck.find(new RatedNumber(digits, "", ""), 0, Rates.ZONES);
  }

  private static @Nullable Rate longest(Map<String, Rate> byPrefix, String digits) {
    for (int length = digits.length(); length > 0; length--) {
      Rate rate = byPrefix.get(digits.substring(0, length));
      if (rate != null) {
        return rate;
      }
    }
    return null;
  }
}
