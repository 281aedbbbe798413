package dev.tollbridge.simulator.report;

/** Recorded latencies and counts, for tests of other packages. */
public final class Observed {
  private Observed() {}

  public static long micros(Latency latency, double percentile) {
    latency.nextInterval();
    return latency.figures().micros(percentile);
  }

  public static long count(Latency latency) {
    latency.nextInterval();
    return latency.figures().count();
  }

  public static long count(LoadStatistics statistics, ResponseKind outcome, String reason) {
    return statistics.counts(outcome).getOrDefault(reason, 0L);
  }
}
