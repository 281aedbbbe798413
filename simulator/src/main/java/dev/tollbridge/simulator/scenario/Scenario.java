package dev.tollbridge.simulator.scenario;

import java.time.Duration;

/**
 * One load as asked for. Together with the numbers it settles the plan of legs completely.
 *
 * @param duration wall time during which legs are started
 * @param maxLegs bound of the number of legs started
 * @param seed settles every random choice; also names the organizations
 * @param bridges conferencing bridges, each with a stream of its own
 */
public record Scenario(
    ArrivalRate rate,
    Hold hold,
    Duration duration,
    long maxLegs,
    Mix mix,
    int organizations,
    long seed,
    int bridges) {
  public static final long MAX_LEGS = 10_000_000;
  public static final int MAX_ORGANIZATIONS = 10_000;
  public static final int MAX_BRIDGES = 64;
  public static final Duration LONGEST = Duration.ofHours(24);

  public Scenario {
    require(duration.isPositive() && duration.compareTo(LONGEST) <= 0, "duration", "above 0 and at most 24h");
    require(maxLegs >= 1 && maxLegs <= MAX_LEGS, "legs", "from 1 to " + MAX_LEGS);
    require(organizations >= 1 && organizations <= MAX_ORGANIZATIONS, "organizations",
        "from 1 to " + MAX_ORGANIZATIONS);
    require(seed >= 0, "seed", "0 or more");
    require(bridges >= 1 && bridges <= MAX_BRIDGES, "bridges", "from 1 to " + MAX_BRIDGES);
  }

  /** Id of an organization, numbered from 1; number 1 is the hot one. */
  public String organizationId(int organization) {
    return "sim-" + seed + "-" + organization;
  }

  private static void require(boolean holds, String option, String range) {
    if (!holds) {
      throw new IllegalArgumentException("--" + option + " must be " + range);
    }
  }
}
