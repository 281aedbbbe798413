package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.Mix;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The options of one load. Together with the numbers they determine the plan of legs completely.
 *
 * @param rate legs started per second of wall time, shaped by {@code arrivals}
 * @param duration wall time during which legs are started
 * @param maxLegs upper limit of the number of legs started
 * @param seed determines every random choice; part of the organizations' names
 * @param bridges conferencing bridges, each with a stream of its own
 */
public record Scenario(
    ArrivalRate rate,
    Arrivals arrivals,
    Hold hold,
    Duration duration,
    long maxLegs,
    Mix mix,
    int organizations,
    Attendance attendance,
    long seed,
    int bridges,
    Faults faults) {
  public static final long MAX_LEGS = 10_000_000;
  public static final int MAX_ORGANIZATIONS = 10_000;
  public static final int MAX_BRIDGES = 64;
  public static final Duration LONGEST = Duration.ofHours(24);

  public Scenario {
    require(duration.isPositive() && duration.compareTo(LONGEST) <= 0, "duration", "above 0 and at most 24h");
    require(maxLegs >= 1 && maxLegs <= MAX_LEGS, "legs", "from 1 to " + MAX_LEGS);
    require(organizations >= 1 && organizations <= MAX_ORGANIZATIONS, "organizations",
        "from 1 to " + MAX_ORGANIZATIONS);
    if (!attendance.shares().fits(organizations)) {
      throw new IllegalArgumentException(
          "--organization-shares hot:PERCENT,N needs more than N --organizations, which are "
              + organizations);
    }
    require(seed >= 0, "seed", "0 or more");
    if (arrivals instanceof Arrivals.Trace trace) {
      TraceFile.check(trace.file(), organizations);
    }
    require(bridges >= 1 && bridges <= MAX_BRIDGES, "bridges", "from 1 to " + MAX_BRIDGES);
  }

  /** A load with Poisson arrivals, default attendance and no faults. */
  public Scenario(ArrivalRate rate, Hold hold, Duration duration, long maxLegs, Mix mix, int organizations, long seed,
      int bridges) {
    this(rate, Arrivals.POISSON, hold, duration, maxLegs, mix, organizations, Attendance.PLAIN, seed, bridges,
        Faults.NONE);
  }

  /** Whether an organization, numbered from 1, is meant to run out of credit. */
  public boolean isBroke(int organization) {
    return faults.isBroke(organization, organizations);
  }

  /** Who joins when. */
  Joins joins(RandomGenerator random) {
    return switch (arrivals) {
      case Arrivals.Timed timed -> joins(timed, random);
      case Arrivals.Trace trace -> new TraceJoins(TraceFile.open(trace.file(), organizations),
          attendance.shares().choice(organizations), random);
    };
  }

  private Joins joins(Arrivals.Timed timed, RandomGenerator random) {
    Duration spread = attendance.joinSpread();
    if (spread == null) {
      return new SingleJoins(timed.times(rate.perSecond(), duration), attendance, organizations, random);
    }
    double conferencesPerSecond = rate.perSecond() / attendance.size().mean();
    return new ConferenceJoins(timed.times(conferencesPerSecond, duration), attendance, spread, organizations, random);
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
