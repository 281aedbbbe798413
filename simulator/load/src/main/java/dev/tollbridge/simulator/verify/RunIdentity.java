package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;

/**
 * Names of one run, which distinguish its legs from those of other runs in the same organizations.
 *
 * @param runNumber increases from run to run; also the bridges' session number
 */
public record RunIdentity(Scenario scenario, long runNumber) {
  private static final int LEG_DIGITS = Long.toString(Scenario.MAX_LEGS).length();

  /** Unique id of a leg, over all runs. */
  public String legId(PlannedLeg leg) {
    return legId(leg.number());
  }

  /** Unique id of the leg at a position of the plan. */
  String legId(long number) {
    return prefix() + number;
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

  /** The number, from 1, of an organization of a load. */
  int organization(String organizationId) {
    return Integer.parseInt(organizationId.substring(organizationId.lastIndexOf('-') + 1));
  }

  /** Position in the plan of the leg with this id; below zero if the id is not of this run. */
  long legNumber(String legId) {
    String digits = owns(legId) ? legId.substring(prefix().length()) : "";
    boolean canonical = !digits.isEmpty() && digits.length() <= LEG_DIGITS
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && (digits.length() == 1 || digits.charAt(0) != '0');
    return canonical ? Long.parseLong(digits) : -1;
  }

  /** Whether a leg id is of this run. */
  boolean owns(String legId) {
    return legId.startsWith(prefix());
  }

  /** Whether a leg id is of an earlier run, whose bridges' clocks may have been ahead. */
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
