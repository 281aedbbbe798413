package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.scenario.PlannedLeg;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws planned legs again, which are not kept, to show both sides of a difference. Up to a limit, as each takes an
 * iteration over the plan; differences beyond it are only counted. Any thread.
 */
final class RedrawnLegs {
  private static final int MOST = 50;

  private final LongFunction<PlannedLeg> plan;
  private final Map<Long, PlannedLeg> drawn = new HashMap<>();

  /** @param plan gives the leg at a position */
  RedrawnLegs(LongFunction<PlannedLeg> plan) {
    this.plan = plan;
  }

  /** The leg at a position; null beyond the limit. */
  synchronized @Nullable PlannedLeg leg(long number) {
    PlannedLeg leg = drawn.get(number);
    if (leg == null && drawn.size() < MOST) {
      leg = plan.apply(number);
      drawn.put(number, leg);
    }
    return leg;
  }
}
