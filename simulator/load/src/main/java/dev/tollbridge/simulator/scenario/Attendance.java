package dev.tollbridge.simulator.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who attends conferences: how many people, how soon they join, of which organization and from which country.
 *
 * @param size number of legs of a conference
 * @param joinSpread legs join within this wall time after their conference's start; null: legs arrive singly and fill
 *     their organization's conferences one after the other
 * @param shares of the organizations in the load
 * @param dialled countries that dial-out legs call
 * @param callers countries that dial-in legs call from
 */
public record Attendance(
    ConferenceSize size,
    @Nullable Duration joinSpread,
    OrganizationShares shares,
    CountryWeights dialled,
    CountryWeights callers) {
  /** Small conferences, filled one after the other; half of all legs are organization 1's. */
  public static final Attendance PLAIN = new Attendance(ConferenceSize.SMALL, null,
      new OrganizationShares.Hot(50, 1), CountryWeights.ANY, CountryWeights.ANY);

  public Attendance {
    if (joinSpread != null && joinSpread.compareTo(Scenario.LONGEST) > 0) {
      throw new IllegalArgumentException("--join-spread must be at most 24h");
    }
  }
}
