package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cards and tables of the HTML report. */
final class HtmlTables {
  private static final double MICROS_PER_MILLI = 1e3;

  private final RunDescription description;
  private final RunReport report;
  private final Assessment assessment;
  private final Inflation inflation;

  HtmlTables(RunDescription description, RunReport report, Assessment assessment) {
    this.description = description;
    this.report = report;
    this.assessment = assessment;
    this.inflation = Inflation.of(report);
  }

  String cards() {
    return card(String.format(Locale.ROOT, "%.1f/s", report.rate().achieved()),
        String.format(Locale.ROOT, "legs started, target %.1f/s", report.rate().target()))
        + card(grouped(Counter.LEGS.of(report)), "legs") + card(grouped(Counter.CHARGES.of(report)), "minutes charged")
        + card(MoneyText.rounded(report.statistics().chargedMicros()), "USD charged") + latencyCard(Metric.ACK)
        + latencyCard(Metric.FIRST_CHARGE) + latencyCard(Metric.CHARGE_LATENESS);
  }

  private String latencyCard(Metric metric) {
    LatencyFigures figures = report.figures(metric);
    return figures.count() == 0
        ? ""
        : card(millis(figures.micros(99)) + " ms", "p99, " + metric.title() + inflation.mark(metric));
  }

  /** What a reader must see first: failed assertions and differences, then the assertions that held. */
  String findings() {
    return section("Assertions", assertions()) + section("First differences", differences());
  }

  private static String section(String title, List<String> rows) {
    return rows.isEmpty() ? "" : "<section><h2>" + title + "</h2>" + Html.table(List.of(), rows) + "</section>";
  }

  private List<String> assertions() {
    return assessment.assertions().stream().map(assertion -> Html.code(assertion.text())
        + Html.cell(assertion.measured()) + Html.judged(assertion.holds(), assertion.holds() ? "holds" : "FAILED"))
        .toList();
  }

  private List<String> differences() {
    List<String> rows = new ArrayList<>();
    for (Difference difference : report.reconciliation().findings().first()) {
      rows.add(Html.judged(false, difference.kind().name().toLowerCase(Locale.ROOT)) + Html.cell(difference.subject())
          + Html.cell("expected " + difference.expected()) + Html.cell("seen " + difference.seen()));
    }
    return rows;
  }

  String latencies() {
    List<String> head = new ArrayList<>(
        List.of(Html.head("ms"), Html.headOfNumbers("count"), Html.headOfNumbers("mean")));
    LatencyFigures.SHOWN.forEach(percentile -> head.add(Html.headOfNumbers(LatencyFigures.name(percentile))));
    head.add(Html.headOfNumbers("max"));
    return Html.table(head, Arrays.stream(Metric.values()).map(this::latency).toList());
  }

  private String latency(Metric metric) {
    LatencyFigures figures = report.figures(metric);
    String name = "<th>" + Html.escape(metric.title() + inflation.mark(metric)) + " <code>"
        + Html.escape(metric.label()) + "</code><small>"
        + Html.escape(metric.explanation()) + "</small>" + inflated(metric) + "</th>";
    return name + Html.number(grouped(figures.count())) + figure(figures, Math.round(figures.meanMicros()))
        + LatencyFigures.SHOWN.stream().map(percentile -> figure(figures, figures.micros(percentile)))
            .collect(Collectors.joining())
        + figure(figures, figures.maxMicros());
  }

  private String inflated(Metric metric) {
    return inflation.isOf(metric) ? "<small class=\"note\">* " + Html.escape(inflation.note(metric)) + "</small>" : "";
  }

  private static String figure(LatencyFigures figures, long micros) {
    return Html.number(figures.count() == 0 ? "–" : millis(micros));
  }

  String counts() {
    return Html.table(List.of(), Arrays.stream(Counter.values())
        .map(counter -> Html.cell(counter.title()) + Html.number(grouped(counter.of(report)))).toList());
  }

  String outcomes() {
    List<String> rows = new ArrayList<>();
    for (ResponseKind outcome : ResponseKind.values()) {
      report.statistics().counts(outcome).forEach((reason, count) -> rows
          .add(Html.cell(outcome.title()) + Html.code(reason) + Html.number(grouped(count))));
    }
    return Html.table(List.of(), rows);
  }

  String settings() {
    return Html.table(List.of(), description.settings().entrySet().stream()
        .map(setting -> Html.code(setting.getKey()) + Html.code(setting.getValue())).toList());
  }

  private static String card(String figure, String words) {
    return "<div class=\"card\"><b>" + Html.escape(figure) + "</b><span>" + Html.escape(words) + "</span></div>";
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%,.2f", micros / MICROS_PER_MILLI);
  }
}
