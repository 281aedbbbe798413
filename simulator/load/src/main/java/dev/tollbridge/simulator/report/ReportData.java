package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run's results as maps and lists: the content of the JSON file, and of the figures in the HTML report. */
final class ReportData {
  private static final double MILLIS_PER_SECOND = 1000;

  private ReportData() {}

  static Map<String, Object> of(RunDescription description, RunReport report, Assessment assessment) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("program", description.program());
    data.put("machine", RunDescription.machine());
    data.put("settings", description.settings());
    data.put("began", report.began());
    data.put("elapsed_seconds", report.elapsed().toMillis() / MILLIS_PER_SECOND);
    data.put("verdict", assessment.verdict().name().toLowerCase(Locale.ROOT));
    data.put("exit_code", assessment.verdict().exitCode());
    data.put("rate_per_second", rate(report.rate()));
    data.put("counts", counts(report));
    data.put("charged_micros", report.statistics().chargedMicros());
    data.put("outcomes", outcomes(report));
    data.put("latencies_micros", latencies(report));
    data.put("assertions", assessment.assertions().stream().map(ReportData::assertion).toList());
    data.put("reconciliation", reconciliation(report));
    return data;
  }

  private static Map<String, Object> rate(OfferedRate rate) {
    return map("target", rate.target(), "achieved", rate.achieved());
  }

  private static Map<String, Object> counts(RunReport report) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      counts.put(counter.label(), counter.of(report));
    }
    return counts;
  }

  private static Map<String, Object> outcomes(RunReport report) {
    Map<String, Object> outcomes = new LinkedHashMap<>();
    for (ResponseKind outcome : ResponseKind.values()) {
      outcomes.put(outcome.name().toLowerCase(Locale.ROOT), report.statistics().counts(outcome));
    }
    return outcomes;
  }

  private static Map<String, Object> latencies(RunReport report) {
    Inflation inflation = Inflation.of(report);
    Map<String, Object> latencies = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      Map<String, Object> figures = figures(report.figures(metric));
      if (inflation.isOf(metric)) {
        figures.put("note", inflation.note(metric));
      }
      latencies.put(metric.label(), figures);
    }
    return latencies;
  }

  private static Map<String, Object> figures(LatencyFigures figures) {
    Map<String, Object> values = map("count", figures.count());
    if (figures.count() > 0) {
      values.put("mean", figures.meanMicros());
      LatencyFigures.SHOWN
          .forEach(percentile -> values.put(LatencyFigures.name(percentile), figures.micros(percentile)));
      values.put("max", figures.maxMicros());
    }
    return values;
  }

  private static Map<String, Object> assertion(Assertion.Checked assertion) {
    return map("text", assertion.text(), "holds", assertion.holds(), "measured", assertion.measured());
  }

  private static Map<String, Object> reconciliation(RunReport report) {
    List<Object> differences = new ArrayList<>();
    for (Difference difference : report.reconciliation().findings().first()) {
      differences.add(map("kind", difference.kind().name().toLowerCase(Locale.ROOT), "subject", difference.subject(),
          "expected", difference.expected(), "seen", difference.seen(), "count", difference.count()));
    }
    return map("ok", report.isReconciled(), "verdict", report.reconciliation().verdict(), "first_differences",
        differences);
  }

  /** A map of alternating names and values, in their order. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
