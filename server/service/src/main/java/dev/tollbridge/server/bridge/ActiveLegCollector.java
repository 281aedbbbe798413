package dev.tollbridge.server.bridge;

import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.v1.ActiveLegs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a bridge's list of active legs. Used by one stream's request thread. */
final class ActiveLegCollector {
  private static final String NUMBERS = "active_legs.leg_numbers";

  private List<List<Long>> parts = new ArrayList<>();
  private long throughSequence;
  private boolean started;
  private int legCount;

  /**
   * The whole list when this part is the last one, otherwise null.
   *
   * @param lastSequence the last event that the bridge has sent
   */
  @Nullable
  ActiveLegList add(ActiveLegs part, long lastSequence) {
    RequestChecks.check(checks -> check(part, lastSequence, checks));
    started = true;
    throughSequence = part.getThroughSequence();
    legCount += part.getLegNumbersCount();
    if (part.getLegNumbersCount() > 0 || (part.getComplete() && parts.isEmpty())) {
      parts.add(part.getLegNumbersList());
    }
    if (!part.getComplete()) {
      return null;
    }
    var complete = new ActiveLegList(throughSequence, parts);
    parts = new ArrayList<>();
    started = false;
    legCount = 0;
    return complete;
  }

  private void check(ActiveLegs part, long lastSequence, RequestChecks checks) {
    checks.require(part.getLegNumbersCount() <= StreamLimits.MAX_ACTIVE_LEGS_PER_MESSAGE, NUMBERS,
        "must be at most " + StreamLimits.MAX_ACTIVE_LEGS_PER_MESSAGE + " numbers a part");
    checks.require(legCount + part.getLegNumbersCount() <= StreamLimits.MAX_ACTIVE_LEGS, NUMBERS,
        "must be at most " + StreamLimits.MAX_ACTIVE_LEGS + " numbers in all");
    long through = part.getThroughSequence();
    checks.require(through >= 0 && through <= lastSequence && (!started || through == throughSequence),
        "active_legs.through_sequence", "must be that of an event sent before, the same in every part");
  }
}
