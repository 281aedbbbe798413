package dev.tollbridge.server.rpc;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Codes of countries and currencies that the server knows. */
public final class Codes {
  /** Kosovo has a calling code and rates, but only a user-assigned country code. */
  private static final String KOSOVO = "XK";

  private static final Set<String> COUNTRIES = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of(KOSOVO))
      .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> CURRENCIES = Currency.availableCurrencies().map(Currency::getCurrencyCode)
      .collect(Collectors.toUnmodifiableSet());

  private Codes() {}

  /** Whether this is an ISO 3166 alpha-2 code, in capitals. */
  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /** Whether this is an ISO 4217 code, in capitals. */
  public static boolean isCurrency(String code) {
    return CURRENCIES.contains(code);
  }
}
