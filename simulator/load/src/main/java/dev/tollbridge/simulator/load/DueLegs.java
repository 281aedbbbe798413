package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Counts the legs that should have been started, according to the plan alone. */
final class DueLegs {
  private final Iterator<PlannedLeg> plan;
  private final long beginNanos;
  private final BooleanSupplier stopped;
  private @Nullable PlannedLeg next;
  private long count;
  private long lastNanos;

  DueLegs(Plan plan, LegDriver.Run run) {
    this.plan = plan.iterator();
    this.beginNanos = run.beginNanos();
    this.stopped = run.stopped();
    this.next = advance();
  }

  /** Legs whose intended start was not after a monotonic time; constant once the run is stopped. */
  synchronized long by(long nanos) {
    for (PlannedLeg leg = next; leg != null && leg.startNanos() <= nanos - beginNanos
        && !stopped.getAsBoolean(); leg = next) {
      count++;
      lastNanos = leg.startNanos();
      next = advance();
    }
    return count;
  }

  /** From the start of the load to the last start that was counted. */
  synchronized long lastNanos() {
    return lastNanos;
  }

  private @Nullable PlannedLeg advance() {
    return plan.hasNext() ? plan.next() : null;
  }
}
