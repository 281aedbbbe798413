package dev.tollbridge.simulator.scenario;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How often numbers belong to each country.
 *
 * @param weights by ISO 3166 alpha-2 country; empty: every available number equally often
 */
public record CountryWeights(Map<String, Integer> weights) {
  /** Every available number equally often. */
  public static final CountryWeights ANY = new CountryWeights(Map.of());

  public CountryWeights {
    weights = Map.copyOf(weights);
  }

  /** Parses {@code US=40,DE=20,FR=10}; a country left out has no numbers. */
  public static CountryWeights parse(String text) {
    Map<String, Integer> weights = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      boolean formed = part.matches("[A-Z]{2}=[1-9]\\d{0,6}");
      if (formed && !PhoneNumberUtil.getInstance().getSupportedRegions().contains(part.substring(0, 2))) {
        throw new IllegalArgumentException("'" + part.substring(0, 2) + "' in '" + text
            + "' is not a country with phone numbers, such as DE (ISO 3166 alpha-2)");
      }
      if (!formed || weights.put(part.substring(0, 2), Integer.valueOf(part.substring(3))) != null) {
        throw new IllegalArgumentException("'" + part + "' in '" + text
            + "' is not COUNTRY=WEIGHT, such as DE=20, each country at most once");
      }
    }
    return new CountryWeights(weights);
  }

  boolean isAny() {
    return weights.isEmpty();
  }

  /** The weights by country, in a stable order. */
  SequencedMap<String, Integer> sorted() {
    return new TreeMap<>(weights);
  }
}
