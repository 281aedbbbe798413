package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Difference;
import dev.tollbridge.v1.CallType;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The tables at the end of a run; the last line is the verdict of the reconciliation. */
public final class Summary {
  private static final String ROW = "%-28s %12s %12s %12s %16s%n";

  private final RunReport report;
  private final Assessment assessment;

  public Summary(RunReport report, Assessment assessment) {
    this.report = report;
    this.assessment = assessment;
  }

  /** Prints everything. */
  public void print(PrintStream to) {
    to.println();
    to.printf(Locale.ROOT, ROW, "", "toll", "toll-free", "dial-out", "total");
    LoadStatistics statistics = report.statistics();
    to.printf(Locale.ROOT, ROW, Counter.LEGS.title(), statistics.started(CallType.CALL_TYPE_TOLL_DIAL_IN),
        statistics.started(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN), statistics.started(CallType.CALL_TYPE_DIAL_OUT),
        statistics.started());
    totals(to);
    LatencyTable.print(report, to);
    outcomes(to);
    assertions(to);
    differences(to);
    to.println(report.reconciliation().verdict());
    to.flush();
  }

  private void totals(PrintStream to) {
    row(to, "legs a second, of target", report.rate());
    for (Counter counter : List.of(Counter.LATE, Counter.ENDED, Counter.DENIED, Counter.DISCONNECTS, Counter.CHARGES,
        Counter.RECORDS)) {
      row(to, counter.title(), counter.of(report));
    }
    row(to, "charged USD", MoneyText.rounded(report.statistics().chargedMicros()));
    row(to, "  exactly", MoneyText.exact(report.statistics().chargedMicros()));
    for (Counter counter : List.of(Counter.RECONNECTS, Counter.OVERDRAWN)) {
      row(to, counter.title(), counter.of(report));
    }
    row(to, "elapsed s", String.format(Locale.ROOT, "%.1f", report.elapsed().toMillis() / 1000.0));
  }

  private void outcomes(PrintStream to) {
    for (ResponseKind outcome : ResponseKind.values()) {
      report.statistics().counts(outcome)
          .forEach((reason, count) -> to.printf("%s: %s %d%n", outcome.title(), reason, count));
    }
  }

  private void assertions(PrintStream to) {
    for (Assertion.Checked assertion : assessment.assertions()) {
      to.printf("assertion %s: %s, %s%n", assertion.holds() ? "holds" : "FAILED", assertion.text(),
          assertion.measured());
    }
    if (assessment.verdict() != Verdict.PASSED) {
      to.println("not passed: " + assessment.verdict().words());
    }
  }

  private void differences(PrintStream to) {
    List<Difference> first = report.reconciliation().findings().first();
    if (!first.isEmpty()) {
      to.println("first differences:");
      first.forEach(difference -> to.println("  " + difference));
    }
  }

  private static void row(PrintStream to, String name, Object total) {
    to.printf(Locale.ROOT, ROW, name, "", "", "", total);
  }
}
