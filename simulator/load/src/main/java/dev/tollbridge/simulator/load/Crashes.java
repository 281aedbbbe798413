package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.scenario.Scenario;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** When one bridge crashes: determined by the seed, never after the load's duration. */
final class Crashes {
  static final long DOWNTIME_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final RandomGenerator random;
  private final long meanNanos;
  private final long lastNanos;
  private long nextNanos;

  Crashes(Scenario scenario, int bridge, long beginNanos, long overNanos) {
    this.random = scenario.faults().crashes(scenario.seed(), bridge);
    this.meanNanos = scenario.faults().crash().toNanos();
    this.lastNanos = overNanos;
    happened(beginNanos);
  }

  boolean isDue(long nowNanos) {
    return meanNanos > 0 && nowNanos >= nextNanos && nextNanos < lastNanos;
  }

  /** Draws the time of the next crash. */
  void happened(long nowNanos) {
    nextNanos = nowNanos + (long) (random.nextExponential() * meanNanos);
  }
}
