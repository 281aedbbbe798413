package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Reconciliation;
import java.time.Duration;
import java.time.Instant;

/**
 * Results of a run.
 *
 * @param began start of its set-up
 * @param elapsed from the first set-up to the last comparison
 */
public record RunReport(LoadStatistics statistics, Reconciliation reconciliation, OfferedRate rate, Series series,
    Instant began, Duration elapsed) {

  /** Whether the server's books are as expected. */
  public boolean isReconciled() {
    return reconciliation.findings().isClean();
  }

  LatencyFigures figures(Metric metric) {
    return statistics.latency(metric).figures();
  }
}
