package dev.tollbridge.simulator.report;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one metric, from the intended instant, in microseconds up to 30 hours. Any thread records without a
 * lock; one thread reads intervals.
 */
public final class Latency {
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(30);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Recorder recorder = new Recorder(LONGEST_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram total = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
  private @Nullable Histogram interval;

  /** Adds one; below zero counts as zero. */
  public void record(long nanos) {
    recorder.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS));
  }

  /** The latencies recorded since the last call; valid until the next. */
  synchronized Histogram nextInterval() {
    Histogram latest = recorder.getIntervalHistogram(interval);
    total.add(latest);
    interval = latest;
    return latest;
  }

  /** Everything up to the last interval. */
  synchronized LatencyFigures figures() {
    return new LatencyFigures(total.copy());
  }
}
