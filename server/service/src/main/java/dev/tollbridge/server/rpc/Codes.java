package dev.tollbridge.server.rpc;

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

  /**
   * Currencies in circulation: ISO 4217 list one as of 2026, without funds, precious metals and codes for tests, and
   * without VED, the second code of the bolívar. One that is withdrawn later may stay as long as organizations have it.
   */
  private static final Set<String> CURRENCIES = Set.of("""
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
      COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
      ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
      MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
      SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU
      UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG""".split("\\s+", -1));

  private Codes() {}

  /** Whether this is an ISO 3166 alpha-2 code, in capitals. */
  public static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /** Whether this is the ISO 4217 code, in capitals, of a currency in circulation. */
  public static boolean isCurrency(String code) {
    return CURRENCIES.contains(code);
  }
}
