package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.usage.NumberCountries;
import dev.tollbridge.simulator.usage.UsageCall;
import java.util.Locale;
import java.util.Set;

/** The destinations for which a licence's dial-out minutes may be used. */
final class ZoneA {
  /** ISO 3166 alpha-2 codes of the 44 countries. */
  static final Set<String> COUNTRIES = Set.of("AU", "AT", "BE", "BR", "BG", "CA", "CN", "HR", "CZ", "DK", "EE", "FI",
      "FR", "DE", "GR", "HK", "HU", "IN", "IE", "IT", "JP", "LU", "MY", "MX", "NL", "NZ", "NO", "PL", "PT", "PR", "RO",
      "RU", "SG", "SK", "SI", "ZA", "KR", "ES", "SE", "CH", "TW", "TH", "GB", "US");

  private final NumberCountries numbers = new NumberCountries();
  private long unknown;

  /** Whether a dial-out call went there: by the dialled number, otherwise by the name of the destination. */
  boolean contains(UsageCall call) {
    PhoneNumber number = numbers.find(call.remoteNumber());
    if (!number.countryCode().isEmpty()) {
      return COUNTRIES.contains(number.countryCode());
    }
    unknown++;
    return COUNTRIES.stream().map(code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH))
        .anyMatch(name -> call.destination().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)));
  }

  /** Number of calls whose number belongs to no country. */
  long unknown() {
    return unknown;
  }
}
