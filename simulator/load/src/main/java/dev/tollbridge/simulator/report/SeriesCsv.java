package dev.tollbridge.simulator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A run's time series as CSV: a row per second with the counts so far and the latencies of that second; cells without a
 * value are empty.
 */
final class SeriesCsv {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final List<String> COUNTS = List.of("elapsed_s", "time", "legs_due", "legs_started", "legs_ended",
      "legs_active", "minutes_charged", "call_records", "unacknowledged", "lag_ms");
  private static final List<String> FIGURES = List.of("count", "p50_us", "p99_us", "max_us");

  private SeriesCsv() {}

  static void write(Series series, OutputStream to) throws IOException {
    Writer csv = new OutputStreamWriter(to, StandardCharsets.US_ASCII);
    csv.write(line(header()));
    for (Point point : series.points()) {
      csv.write(line(row(point)));
    }
    csv.flush();
  }

  private static List<Object> header() {
    List<Object> names = new ArrayList<>(COUNTS);
    for (Metric metric : Metric.values()) {
      FIGURES.forEach(figure -> names.add(metric.label().replace('-', '_') + "_" + figure));
    }
    return names;
  }

  private static List<Object> row(Point point) {
    Counts counts = point.counts();
    List<Object> cells = new ArrayList<>(List.of(decimal(point.elapsedNanos() / NANOS_PER_SECOND), point.time(),
        counts.legsDue(), counts.legsStarted(), counts.legsEnded(), counts.legsActive(), counts.minutesCharged(),
        counts.records(), counts.unacknowledged(), decimal(counts.lagNanos() / NANOS_PER_MILLI)));
    for (Metric metric : Metric.values()) {
      Point.Interval interval = point.latencies().get(metric);
      cells.addAll(interval == null
          ? List.of(0, "", "", "")
          : List.of(interval.count(), interval.p50Micros(), interval.p99Micros(), interval.maxMicros()));
    }
    return cells;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** No cell contains a comma, a quote or a line break. */
  private static String line(List<Object> cells) {
    return cells.stream().map(Object::toString).collect(Collectors.joining(",", "", "\r\n"));
  }
}
