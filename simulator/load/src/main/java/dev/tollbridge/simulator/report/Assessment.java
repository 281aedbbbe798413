package dev.tollbridge.simulator.report;

import java.util.List;

/** The assessment of a run: the outcome of every assertion, and the verdict. */
public record Assessment(List<Assertion.Checked> assertions, Verdict verdict) {

  /**
   * Judges a run.
   *
   * @param allowedLatePercent share of the planned legs that may start over a second late, or not at all
   */
  public static Assessment of(RunReport report, List<Assertion> assertions, int allowedLatePercent,
      boolean interrupted) {
    List<Assertion.Checked> checked = assertions.stream().map(assertion -> assertion.check(report)).toList();
    return new Assessment(checked, verdict(report, checked, allowedLatePercent, interrupted));
  }

  private static Verdict verdict(RunReport report, List<Assertion.Checked> checked, int allowedLatePercent,
      boolean interrupted) {
    if (!report.isReconciled()) {
      return Verdict.DIFFERS;
    }
    if (interrupted) {
      return Verdict.INTERRUPTED;
    }
    if (!checked.stream().allMatch(Assertion.Checked::holds)) {
      return Verdict.ASSERTION_FAILED;
    }
    return report.rate().isReached(allowedLatePercent) ? Verdict.PASSED : Verdict.OFF_TARGET;
  }
}
