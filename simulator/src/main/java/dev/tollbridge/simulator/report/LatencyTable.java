package dev.tollbridge.simulator.report;

import java.io.PrintStream;
import java.util.Locale;

/** The percentiles of every metric, a row each. */
final class LatencyTable {
  private static final String NAME = "%-28s";
  private static final String CELL = " %10s";
  private static final double MICROS_PER_MILLI = 1000;

  private LatencyTable() {}

  static void print(RunReport report, PrintStream to) {
    to.println();
    to.printf(Locale.ROOT, NAME + CELL, "ms from intended instant", "count");
    LatencyFigures.SHOWN.forEach(percentile -> to.printf(CELL, LatencyFigures.name(percentile)));
    to.printf(CELL + "%n", "max");
    for (Metric metric : Metric.values()) {
      row(metric, report.figures(metric), to);
    }
    to.println();
  }

  private static void row(Metric metric, LatencyFigures figures, PrintStream to) {
    to.printf(Locale.ROOT, NAME + CELL, metric.title(), figures.count());
    LatencyFigures.SHOWN.forEach(percentile -> to.printf(CELL, millis(figures, figures.micros(percentile))));
    to.printf(CELL + "%n", millis(figures, figures.maxMicros()));
  }

  private static String millis(LatencyFigures figures, long micros) {
    return figures.count() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
  }
}
