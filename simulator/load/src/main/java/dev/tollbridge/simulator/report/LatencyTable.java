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
    Inflation inflation = Inflation.of(report);
    for (Metric metric : Metric.values()) {
      row(metric.title() + inflation.mark(metric), report.figures(metric), to);
    }
    for (Metric metric : Metric.values()) {
      if (inflation.isOf(metric)) {
        to.println("* " + metric.title() + ": " + inflation.note(metric));
      }
    }
    to.println();
  }

  private static void row(String name, LatencyFigures figures, PrintStream to) {
    to.printf(Locale.ROOT, NAME + CELL, name, figures.count());
    LatencyFigures.SHOWN.forEach(percentile -> to.printf(CELL, millis(figures, figures.micros(percentile))));
    to.printf(CELL + "%n", millis(figures, figures.maxMicros()));
  }

  private static String millis(LatencyFigures figures, long micros) {
    return figures.count() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", micros / MICROS_PER_MILLI);
  }
}
