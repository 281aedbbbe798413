package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Planned legs that are not kept, drawn anew to tell a difference with both sides. Only so many: the plan is gone through
 * for each, and more differences than that are counted, not read. Any thread.
 */
final class RedrawnLegs {
  private static final int MOST = 50;

  private final LongFunction<PlannedLeg> plan;
  private final Map<Long, PlannedLeg> drawn = new HashMap<>();

  /** @param plan gives the leg at a position */
  RedrawnLegs(LongFunction<PlannedLeg> plan) {
    this.plan = plan;
  }

  /** The leg of a number; null past the limit. */
  synchronized @Nullable PlannedLeg leg(long number) {
    PlannedLeg leg = drawn.get(number);
    if (leg == null && drawn.size() < MOST) {
      leg = plan.apply(number);
      drawn.put(number, leg);
    }
    return leg;
  }
}
