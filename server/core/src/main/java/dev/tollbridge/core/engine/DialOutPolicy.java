package dev.tollbridge.core.engine;

import java.util.Set;

/** Which numbers an organizer's meetings may dial. */
public enum DialOutPolicy {
  ANY, SAME_COUNTRY, ZONE_A, NONE;

  /** Whether a number of {@code destinationCountry}, empty when unknown, may be dialled. */
  boolean allows(String organizationCountry, String destinationCountry, Set<String> zoneA) {
    return switch (this) {
      case ANY -> true;
      case SAME_COUNTRY -> organizationCountry.equals(destinationCountry);
      case ZONE_A -> zoneA.contains(destinationCountry);
      case NONE -> false;
    };
  }
}
