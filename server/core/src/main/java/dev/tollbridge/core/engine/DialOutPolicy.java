package dev.tollbridge.core.engine;

import java.util.Set;

/** Which numbers an organizer's meetings may dial. */
public enum DialOutPolicy {
  ANY, SAME_COUNTRY, ZONE_A, NONE;

  /** Countries whose numbers cost a subscription nothing extra, and that a policy can be limited to. */
  private static final Set<String> ZONE_A_COUNTRIES = Set.of("AU", "AT", "BE", "BR", "BG", "CA", "CN", "HR", "CZ", "DK",
      "EE", "FI", "FR", "DE", "GR", "HK", "HU", "IN", "IE", "IT", "JP", "LU", "MY", "MX", "NL", "NZ", "NO", "PL", "PT",
      "PR", "RO", "RU", "SG", "SK", "SI", "ZA", "KR", "ES", "SE", "CH", "TW", "TH", "GB", "US");

  /** Whether a number of {@code destinationCountry} (empty when unknown) may be dialled. */
  public boolean allows(String organizationCountry, String destinationCountry) {
    return switch (this) {
      case ANY -> true;
      case SAME_COUNTRY -> organizationCountry.equals(destinationCountry);
      case ZONE_A -> ZONE_A_COUNTRIES.contains(destinationCountry);
      case NONE -> false;
    };
  }
}
