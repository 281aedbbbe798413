package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assertions about a run whose acknowledgements took 1 to 200 ms. */
class AssertionTest {
  private final Runs run = new Runs();
  private final RunReport report = run.play();

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "p50(ack)<101ms         | true  | measured 100.03ms",
    "p50(ack)<100ms         | false | measured 100.03ms",
    "p99.9(ack)<=0.3s       | true  | measured 200.06ms",
    "p99.99(ack)>200000us   | true  | measured 200.06ms",
    "max(ack)>1m            | false | measured 200.06ms",
    "mean(ack) >= 100 ms    | true  | measured 100.50ms",
    "count(ack)=200         | true  | measured 200",
    "count(ack)==199        | false | measured 200",
    "count(disconnect)=0    | true  | measured 0",
    "p99(disconnect)<1h     | -     | the unit must be",
    "p99(disconnect)<1s     | false | nothing was measured",
    "missing=0              | true  | measured 0",
    "legs!=200              | false | measured 200",
    "legs-planned>199       | true  | measured 200",
    "rate>=100/s            | true  | measured 100.00/s",
    "rate > 100             | false | measured 100.00/s",
    "rate=6000/m            | true  | measured 100.00/s",
    "rate<=360000/h         | true  | measured 100.00/s"})
  void isCheckedAgainstTheRun(String text, String holds, String measured) {
    if (holds.equals("-")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Assertion.parse(text)).withMessageContaining(measured);
      return;
    }
    assertThat(Assertion.parse(text).check(report))
        .isEqualTo(new Assertion.Checked(text, Boolean.parseBoolean(holds), measured));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "p99(akc)<20ms    | 5  | no metric 'akc': start-lag, ack, authorize, first-charge, charge-lateness, disconnect",
    "p99()<20ms       | 5  | no metric ''",
    "p101(ack)<20ms   | 1  | no 'p101' of a metric",
    "median(ack)<20ms | 1  | p50, p99, p99.99 and the like, max, mean, count",
    "p99(ack<20ms     | 8  | expected ')'",
    "p99(ack)20ms     | 9  | expected a comparison: <= >= != == < > =",
    "p99(ack)<fast    | 10 | expected a number",
    "p99(ack)<20      | 12 | the unit must be us, ms, s or m",
    "p99(ack)<20 mins | 13 | the unit must be us, ms, s or m",
    "missing=0ms      | 10 | the unit must be none",
    "rate>5/d         | 7  | the unit must be /s, /m or /h",
    "mising=0         | 1  | missing, duplicated, wrong",
    "<5               | 1  | expected a figure: p99(METRIC)",
    "p99(ack)<1s or 2 | 13 | nothing more can follow"})
  void aMistakeIsNamedWithItsPosition(String text, int character, String what) {
    assertThatIllegalArgumentException().isThrownBy(() -> Assertion.parse(text))
        .withMessageStartingWith("'" + text + "', character " + character + ": ").withMessageContaining(what);
  }

  @Test
  void everyMetricAndCounterCanBeAsserted() {
    Arrays.stream(Metric.values()).forEach(metric -> Assertion.parse("max(" + metric.label() + ")<1s"));
    Arrays.stream(Counter.values()).forEach(counter -> Assertion.parse(counter.label() + ">=0"));
  }

  @Test
  void theVerdictFollowsItsPrecedence() {
    List<Assertion> failing = List.of(Assertion.parse("missing=0"), Assertion.parse("legs=0"));
    assertThat(Assessment.of(report, List.of(), 1, false).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(Assessment.of(report, failing, 1, false).verdict()).isEqualTo(Verdict.ASSERTION_FAILED);
    assertThat(Assessment.of(report, failing, 1, true).verdict()).isEqualTo(Verdict.INTERRUPTED);
    run.reconciliation.findings().wrong("leg", "this", "that");
    assertThat(Assessment.of(report, failing, 1, true).verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void lateLegsAreOffTarget() {
    RunReport late = new RunReport(run.statistics, run.reconciliation, new OfferedRate(200, 1, 200, 1, 3), run.series,
        Runs.BEGAN, report.elapsed());
    assertThat(Assessment.of(late, List.of(), 1, false).verdict()).isEqualTo(Verdict.OFF_TARGET);
    assertThat(Assessment.of(late, List.of(), 2, false).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void everyVerdictButOneFails() {
    assertThat(Verdict.values()).extracting(Verdict::exitCode).containsExactly(1, 130, 4, 4, 0);
  }
}
