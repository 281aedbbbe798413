package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.v1.CallType;
import java.io.PrintStream;
import java.util.Locale;

/** The table at the end of a run; its last line is the verdict. */
public final class Summary {
  private static final String ROW = "%-28s %12s %12s %12s %12s%n";
  private static final double NANOS_PER_MILLI = 1e6;

  private final RunReport report;
  private final LoadStatistics statistics;
  private final Reconciliation reconciliation;

  public Summary(RunReport report) {
    this.report = report;
    this.statistics = report.statistics();
    this.reconciliation = report.reconciliation();
  }

  /** Prints everything. */
  public void print(PrintStream to) {
    to.println();
    to.printf(Locale.ROOT, ROW, "", "toll", "toll-free", "dial-out", "total");
    to.printf(Locale.ROOT, ROW, "legs started", started(CallType.CALL_TYPE_TOLL_DIAL_IN),
        started(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN), started(CallType.CALL_TYPE_DIAL_OUT), statistics.started());
    totals(to);
    outcomes(to);
    LatencyTable.print(statistics, to);
    differences(to);
    to.println(reconciliation.verdict());
    to.flush();
  }

  private void totals(PrintStream to) {
    row(to, "legs a second, of target", report.rate());
    row(to, "legs started over 1 s late", statistics.startedLate());
    row(to, "worst start lag ms", String.format(Locale.ROOT, "%.2f", statistics.maxLagNanos() / NANOS_PER_MILLI));
    row(to, "legs ended", statistics.ended());
    row(to, "legs denied or out of credit", statistics.denied());
    row(to, "disconnects followed", statistics.disconnected());
    row(to, "minutes charged", reconciliation.findings().minutes());
    row(to, "call records", statistics.records());
    row(to, "charged USD", Money.rounded(statistics.chargedMicros()));
    row(to, "  exactly", Money.exact(statistics.chargedMicros()));
    row(to, "reconnects", statistics.reconnects());
    row(to, "elapsed s", String.format(Locale.ROOT, "%.1f", report.elapsed().toMillis() / 1000.0));
  }

  private void outcomes(PrintStream to) {
    for (Outcome outcome : Outcome.values()) {
      statistics.counts(outcome).forEach((reason, count) -> to.printf("%s: %s %d%n", outcome.title(), reason, count));
    }
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
