package dev.tollbridge.benchmarks.tariff;

import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A generated deck shaped like a carrier's: a rate for every country code, and under the large ones runs of
 * neighbouring prefixes of mostly five to eight digits. The same on every machine.
 */
final class SeededRates {
  private static final int RATE_COUNT = 40_000;
  private static final int LONGEST_RUN = 10;
  private static final int LONGEST_PREFIX = 12;
  private static final int HIGHEST_PRICE_MICROS = 600_000;
  private static final List<String> COUNTRY_CODES = List.of("1", "7", "20", "27", "30", "31", "32", "33", "34", "36",
      "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60",
      "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "212",
      "213", "216", "234", "254", "351", "352", "353", "358", "359", "370", "371", "372", "380", "385", "420", "421",
      "502", "506", "507", "591", "593", "595", "598", "852", "855", "880", "886", "961", "962", "966", "971", "972",
      "977", "994", "998");
  private static final List<Increments> INCREMENTS = List.of(Increments.EVERY_MINUTE, Increments.EVERY_MINUTE,
      Increments.EVERY_MINUTE, new Increments(6, 6), new Increments(1, 1), new Increments(30, 6));

  private final Random random;
  private final Map<String, Rate> byPrefix = new LinkedHashMap<>();

  private SeededRates(long seed) {
    random = new Random(seed);
  }

  static List<Rate> generate(long seed) {
    SeededRates rates = new SeededRates(seed);
    COUNTRY_CODES.forEach(code -> rates.add(code, code));
    while (rates.byPrefix.size() < RATE_COUNT) {
      rates.addRun();
    }
    return List.copyOf(rates.byPrefix.values());
  }

  private void addRun() {
    String countryCode = COUNTRY_CODES.get(random.nextInt(1 + random.nextInt(COUNTRY_CODES.size())));
    StringBuilder stem = new StringBuilder(countryCode);
    int stemLength = stemLength();
    while (stem.length() < stemLength) {
      stem.append(random.nextInt(10));
    }
    int first = random.nextInt(10);
    int end = Math.min(10, first + 1 + random.nextInt(LONGEST_RUN));
    for (int digit = first; digit < end && byPrefix.size() < RATE_COUNT; digit++) {
      add(stem.toString() + digit, countryCode);
    }
  }

  /** Around six digits with the run's own, twelve at most. */
  private int stemLength() {
    long length = Math.round(5 + random.nextGaussian());
    return Math.clamp(length, 2, LONGEST_PREFIX - 1);
  }

  private void add(String prefix, String countryCode) {
    long price = random.nextLong(1, HIGHEST_PRICE_MICROS);
    long fee = random.nextInt(60) == 0 ? 50_000 : 0;
    Increments increments = INCREMENTS.get(random.nextInt(INCREMENTS.size()));
    byPrefix.put(prefix,
        new Rate(prefix, "Country +" + countryCode, price, fee, increments, "", "", false, 0, 0, null));
  }
}
