package dev.tollbridge.core.engine;

import java.util.List;

/**
 * The settings of an organization.
 *
 * @param country ISO 3166 alpha-2
 * @param currency ISO 4217; fixed
 * @param creditsSetUp without it every leg is denied
 * @param lowBalanceThresholdsMicros a warning is due when the balance falls below one of these
 * @param allOrganizersLicensed organizers need no licence of their own
 */
public record Profile(
    String organizationId,
    String displayName,
    String country,
    String currency,
    boolean creditsSetUp,
    List<Long> lowBalanceThresholdsMicros,
    boolean allOrganizersLicensed,
    long createMicros) {

  public Profile {
    lowBalanceThresholdsMicros = List.copyOf(lowBalanceThresholdsMicros);
  }

  /** The same with Communications Credits set up. */
  Profile withCreditsSetUp() {
    return new Profile(organizationId, displayName, country, currency, true, lowBalanceThresholdsMicros,
        allOrganizersLicensed, createMicros);
  }

  public Profile withCreateMicros(long micros) {
    return new Profile(organizationId, displayName, country, currency, creditsSetUp, lowBalanceThresholdsMicros,
        allOrganizersLicensed, micros);
  }
}
