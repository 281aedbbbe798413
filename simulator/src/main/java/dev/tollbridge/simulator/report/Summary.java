package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.v1.CallType;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The table at the end of a run; its last line is the verdict. */
public final class Summary {
  private static final String ROW = "%-28s %12s %12s %12s %12s%n";
  private static final String LATENCY_ROW = "%-28s %12s %12s %12s %12s %12s%n";
  private static final double NANOS_PER_MILLI = 1e6;

  private final LoadStatistics statistics;
  private final Reconciliation reconciliation;

  public Summary(LoadStatistics statistics, Reconciliation reconciliation) {
    this.statistics = statistics;
    this.reconciliation = reconciliation;
  }

  /** Prints everything. */
  public void print(PrintStream to, Duration elapsed) {
    to.println();
    to.printf(Locale.ROOT, ROW, "", "toll", "toll-free", "dial-out", "total");
    to.printf(Locale.ROOT, ROW, "legs started", started(CallType.CALL_TYPE_TOLL_DIAL_IN),
        started(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN), started(CallType.CALL_TYPE_DIAL_OUT), statistics.started());
    totals(to, elapsed);
    latencies(to);
    differences(to);
    to.println(reconciliation.verdict());
    to.flush();
  }

  private void totals(PrintStream to, Duration elapsed) {
    row(to, "legs ended", statistics.ended());
    row(to, "legs denied or out of credit", statistics.denied());
    row(to, "disconnects followed", statistics.disconnected());
    row(to, "minutes charged", reconciliation.findings().minutes());
    row(to, "call records", statistics.records());
    row(to, "charged USD", Money.rounded(statistics.chargedMicros()));
    row(to, "  exactly", Money.exact(statistics.chargedMicros()));
    row(to, "reconnects", statistics.reconnects());
    row(to, "elapsed s", String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0));
    row(to, "worst start lag ms", String.format(Locale.ROOT, "%.2f", statistics.maxLagNanos() / NANOS_PER_MILLI));
  }

  private void latencies(PrintStream to) {
    to.println();
    to.printf(Locale.ROOT, LATENCY_ROW, "ms from intended instant", "p50", "p90", "p99", "p99.9", "max");
    latency(to, "event acknowledged", statistics.eventAcknowledged());
    latency(to, "first charge of a leg", statistics.firstCharge());
    to.println();
  }

  private static void latency(PrintStream to, String name, Latency latency) {
    to.printf(Locale.ROOT, LATENCY_ROW, name, latency.millis(50), latency.millis(90), latency.millis(99),
        latency.millis(99.9), latency.millis(100));
  }

  private void differences(PrintStream to) {
    if (!reconciliation.findings().isClean()) {
      to.println("first differences:");
      reconciliation.findings().first().forEach(difference -> to.println("  " + difference));
    }
  }

  private long started(CallType callType) {
    return statistics.started(callType);
  }

  private static void row(PrintStream to, String name, Object total) {
    to.printf(Locale.ROOT, ROW, name, "", "", "", total);
  }
}
