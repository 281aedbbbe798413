package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;

/**
 * A planned leg as one run's bridge carries it.
 *
 * @param bridge from 0
 * @param legNumber the bridge's own number for the leg
 * @param intendedNanos monotonic wall time at which the leg was to start
 * @param answerMicros engine time of the answer
 */
public record LegOnBridge(
    RunIdentity identity,
    PlannedLeg planned,
    int bridge,
    long legNumber,
    long intendedNanos,
    long answerMicros) {

  /** Unique id of the leg, over all runs. */
  public String legId() {
    return identity.legId(planned);
  }

  /** Who pays. */
  public String organizationId() {
    return identity.organizationId(planned);
  }
}
