package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;

/**
 * Names of one run, so that what it made can be told from what other runs left in the same organizations.
 *
 * @param runNumber grows from run to run; also the bridges' session number
 */
public record RunIdentity(Scenario scenario, long runNumber) {

  /** Unique id of a leg, over all runs. */
  public String legId(PlannedLeg leg) {
    return prefix() + leg.number();
  }

  /** Id of a leg's conference. */
  public String conferenceId(PlannedLeg leg) {
    return prefix() + "c" + leg.conference();
  }

  /** Id of a leg's organization. */
  public String organizationId(PlannedLeg leg) {
    return scenario.organizationId(leg.organization());
  }

  /** Stable name of a bridge, numbered from 0. */
  public String bridgeId(int bridge) {
    return "sim-" + scenario.seed() + "-bridge-" + bridge;
  }

  /** Whether a leg id was made by this run. */
  boolean owns(String legId) {
    return legId.startsWith(prefix());
  }

  /** Whether a leg id was made by a run before this one, whose bridges' clocks may have been ahead. */
  boolean isOfEarlierRun(String legId) {
    String seed = "sim-" + scenario.seed() + "-";
    int end = legId.lastIndexOf('-');
    if (!legId.startsWith(seed) || end < seed.length()) {
      return false;
    }
    try {
      return Long.parseLong(legId.substring(seed.length(), end), Character.MAX_RADIX) < runNumber;
    } catch (NumberFormatException notOfARun) {
      return false;
    }
  }

  private String prefix() {
    return "sim-" + scenario.seed() + "-" + Long.toString(runNumber, Character.MAX_RADIX) + "-";
  }
}
