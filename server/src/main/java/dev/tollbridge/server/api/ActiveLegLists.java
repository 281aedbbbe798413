package dev.tollbridge.server.api;

import dev.tollbridge.v1.ActiveLegs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a bridge's list of active legs. Used by one stream's request thread. */
final class ActiveLegLists {
  private List<List<Long>> parts = new ArrayList<>();
  private int legCount;

  /** The whole list when this part is the last one, else null. */
  @Nullable
  ActiveLegList take(ActiveLegs part) {
    if (part.getLegNumbersCount() > StreamLimits.MAX_ACTIVE_LEGS_PER_MESSAGE) {
      throw LegStream.violation("active_legs.leg_numbers",
          "must be at most " + StreamLimits.MAX_ACTIVE_LEGS_PER_MESSAGE + " numbers a part");
    }
    legCount += part.getLegNumbersCount();
    if (legCount > StreamLimits.MAX_ACTIVE_LEGS) {
      throw LegStream.violation("active_legs.leg_numbers",
          "must be at most " + StreamLimits.MAX_ACTIVE_LEGS + " numbers in all");
    }
    parts.add(part.getLegNumbersList());
    if (!part.getComplete()) {
      return null;
    }
    var complete = new ActiveLegList(part.getThroughSequence(), parts);
    parts = new ArrayList<>();
    legCount = 0;
    return complete;
  }
}
