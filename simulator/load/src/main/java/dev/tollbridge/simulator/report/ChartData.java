package dev.tollbridge.simulator.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run's time series and distributions in columns, as the report's charts need them. */
final class ChartData {
  /** More points than a screen can show side by side. */
  static final int MAX_POINTS = 1_500;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final int STEPS_PER_NINE = 20;
  private static final int NINES = 5;

  private final RunReport report;
  private final List<Point> points;

  ChartData(RunReport report) {
    this.report = report;
    this.points = report.series().thinned(MAX_POINTS);
  }

  /** Seconds that each point covers. */
  int secondsPerPoint() {
    return report.series().neighbours(MAX_POINTS);
  }

  Map<String, Object> columns() {
    RateScale rates = rateScale();
    return ReportData.map("over", over(), "rate_top", rates.top(), "rate_note", rates.note(), "nines", nines(),
        "metrics", measured().map(this::metric).toList());
  }

  private Stream<Metric> measured() {
    return Arrays.stream(Metric.values()).filter(metric -> report.figures(metric).count() > 0);
  }

  private Map<String, Object> over() {
    return ReportData.map("seconds", seconds(),
        "due", perSecond(Counts::legsDue), "started", perSecond(Counts::legsStarted), "ended",
        perSecond(Counts::legsEnded), "charges", perSecond(Counts::minutesCharged), "active",
        points.stream().map(point -> point.counts().legsActive()).toList(), "unacknowledged",
        points.stream().map(point -> point.counts().unacknowledged()).toList());
  }

  private List<Double> seconds() {
    return points.stream().map(point -> point.elapsedNanos() / NANOS_PER_SECOND).toList();
  }

  private RateScale rateScale() {
    List<Double> offered = new ArrayList<>(perSecond(Counts::legsDue));
    offered.addAll(perSecond(Counts::legsStarted));
    return RateScale.of(seconds(), offered, perSecond(Counts::legsEnded));
  }

  private List<Double> perSecond(ToLongFunction<Counts> count) {
    List<Double> rates = new ArrayList<>();
    long before = 0;
    for (Point point : points) {
      long now = count.applyAsLong(point.counts());
      rates.add((now - before) * NANOS_PER_SECOND / Math.max(1, point.spanNanos()));
      before = now;
    }
    return rates;
  }

  private Map<String, Object> metric(Metric metric) {
    return ReportData.map("label", metric.label(), "title", metric.title(), "explanation", explanation(metric), "p50",
        millis(metric, Point.Interval::p50Micros), "p99", millis(metric, Point.Interval::p99Micros), "max",
        millis(metric, Point.Interval::maxMicros), "distribution", distribution(report.figures(metric)));
  }

  private String explanation(Metric metric) {
    Inflation inflation = Inflation.of(report);
    return metric.explanation() + (inflation.isOf(metric) ? ". " + inflation.note(metric) : "");
  }

  /** Null where nothing was measured. */
  private List<@Nullable Double> millis(Metric metric, Function<Point.Interval, Long> figure) {
    List<@Nullable Double> column = new ArrayList<>();
    for (Point point : points) {
      Point.Interval interval = point.latencies().get(metric);
      column.add(interval == null ? null : figure.apply(interval) / MICROS_PER_MILLI);
    }
    return column;
  }

  /**
   * The scale of percentiles: 1 is p90, 2 is p99, 3 is p99.9; as far as there are enough measurements to distinguish
   * them.
   */
  private List<Double> nines() {
    long most = measured().mapToLong(metric -> report.figures(metric).count()).max().orElse(1);
    int digits = (int) Math.ceil(Math.log10((double) most));
    int last = Math.min(NINES, digits) * STEPS_PER_NINE;
    return IntStream.rangeClosed(0, last).mapToObj(step -> (double) step / STEPS_PER_NINE).toList();
  }

  private List<@Nullable Double> distribution(LatencyFigures figures) {
    List<@Nullable Double> column = new ArrayList<>();
    for (double nines : nines()) {
      double slower = Math.pow(10, -nines);
      column.add(slower * figures.count() < 1 ? null : figures.micros(100 * (1 - slower)) / MICROS_PER_MILLI);
    }
    return column;
  }
}
