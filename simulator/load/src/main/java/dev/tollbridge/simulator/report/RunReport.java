package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Reconciliation;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run came to.
 *
 * @param began when its set-up began
 * @param elapsed from the first set-up to the last comparison
 */
public record RunReport(LoadStatistics statistics, Reconciliation reconciliation, OfferedRate rate, Series series,
    Instant began, Duration elapsed) {

  /** Whether the server's account is the expected one. */
  public boolean isReconciled() {
    return reconciliation.findings().isClean();
  }

  LatencyFigures figures(Metric metric) {
    return statistics.latency(metric).figures();
  }
}
