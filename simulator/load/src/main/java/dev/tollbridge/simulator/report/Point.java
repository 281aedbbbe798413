package dev.tollbridge.simulator.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A sample of a run, reduced so that all of them can be kept.
 *
 * @param spanNanos since the previous sample
 * @param latencies of metrics with measurements in this time
 */
record Point(Instant time, long elapsedNanos, long spanNanos, Counts counts, Map<Metric, Interval> latencies) {

  /** The latencies of one metric between two samples, in microseconds. */
  record Interval(long count, long p50Micros, long p99Micros, long maxMicros) {

    /** Merges both: counts are added, percentiles are those of the worse one. */
    Interval worse(Interval other) {
      return new Interval(count + other.count, Math.max(p50Micros, other.p50Micros),
          Math.max(p99Micros, other.p99Micros), Math.max(maxMicros, other.maxMicros));
    }
  }

  static Point of(Sample sample, long spanNanos) {
    Map<Metric, Interval> latencies = new EnumMap<>(Metric.class);
    sample.latencies().forEach((metric, histogram) -> {
      if (histogram.getTotalCount() > 0) {
        latencies.put(metric, interval(histogram));
      }
    });
    return new Point(sample.time(), sample.elapsedNanos(), spanNanos, sample.counts(), latencies);
  }

  private static Interval interval(Histogram histogram) {
    return new Interval(histogram.getTotalCount(), histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99), histogram.getMaxValue());
  }

  /** This point merged with the next. */
  Point with(Point next) {
    Map<Metric, Interval> merged = new EnumMap<>(Metric.class);
    merged.putAll(latencies);
    next.latencies.forEach((metric, interval) -> merged.merge(metric, interval, Interval::worse));
    return new Point(next.time, next.elapsedNanos, spanNanos + next.spanNanos, next.counts, merged);
  }
}
