package dev.tollbridge.simulator.cdr;

import java.time.ZoneId;
import java.util.List;

/**
 * A country that generated calls come from or go to.
 *
 * @param code ISO 3166 alpha-2
 * @param zone time zone of its offices' working hours
 */
record Country(String code, ZoneId zone) {
  /** Countries of organizations and their offices, in the order in which they are assigned. */
  static final List<Country> OFFICES = List.of(country("US", "America/New_York"), country("DE", "Europe/Berlin"),
      country("GB", "Europe/London"), country("FR", "Europe/Paris"), country("JP", "Asia/Tokyo"),
      country("CA", "America/Toronto"), country("AU", "Australia/Sydney"), country("BR", "America/Sao_Paulo"),
      country("CH", "Europe/Zurich"), country("NL", "Europe/Amsterdam"));

  /** Further countries of attendees. */
  static final List<String> ATTENDEES_ELSEWHERE = List.of("DO", "ES", "IN", "IT", "MX", "PR", "SE", "SG");

  private static Country country(String code, String zone) {
    return new Country(code, ZoneId.of(zone));
  }
}
