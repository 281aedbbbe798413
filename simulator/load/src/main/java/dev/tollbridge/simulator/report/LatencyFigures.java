package dev.tollbridge.simulator.report;

import java.util.List;
import org.HdrHistogram.Histogram;

/** The distribution of one metric's latencies. */
final class LatencyFigures {
  /** The percentiles that every report shows. */
  static final List<Double> SHOWN = List.of(50.0, 90.0, 99.0, 99.9, 99.99);
  private static final double MAX = 100;

  private final Histogram histogram;

  LatencyFigures(Histogram histogram) {
    this.histogram = histogram;
  }

  /** How many were measured. */
  long count() {
    return histogram.getTotalCount();
  }

  /** Average; 0 if there are none. */
  double meanMicros() {
    return histogram.getMean();
  }

  /** The value that {@code percentile} per cent do not exceed, to three digits; 0 if there are none. */
  long micros(double percentile) {
    return histogram.getValueAtPercentile(percentile);
  }

  /** The longest, to three digits. */
  long maxMicros() {
    return micros(MAX);
  }

  /** A percentile's usual name, such as p99.9. */
  static String name(double percentile) {
    return percentile == Math.rint(percentile) ? "p" + (long) percentile : "p" + percentile;
  }
}
