package dev.tollbridge.simulator.report;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Latencies of one kind, from the intended instant; recorded by any thread, in microseconds up to an hour. */
public final class Latency {
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1000;

  private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);

  /** Adds one; below zero counts as zero. */
  public void record(long nanos) {
    histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
  }

  /** A percentile in milliseconds, as text; 100 is the maximum. */
  String millis(double percentile) {
    if (histogram.getTotalCount() == 0) {
      return "-";
    }
    return String.format(Locale.ROOT, "%.2f", histogram.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
  }
}
