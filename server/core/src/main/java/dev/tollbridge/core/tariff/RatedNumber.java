package dev.tollbridge.core.tariff;

import java.util.Objects;

/**
 * What a rate is looked up for. Every part may be empty.
 *
 * @param digits the dialled number of a dial-out call, the service number of a dial-in call, without '+'; anything
 *     after a character that is no digit matches no prefix
 * @param country ISO 3166 alpha-2 country of that number
 * @param callerCountry ISO 3166 alpha-2 country of the caller
 */
public record RatedNumber(String digits, String country, String callerCountry) {
  public RatedNumber {
    Objects.requireNonNull(digits, "digits");
    Objects.requireNonNull(country, "country");
    Objects.requireNonNull(callerCountry, "callerCountry");
  }
}
