package dev.tollbridge.simulator.report;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/** A run's latencies as a histogram log: one interval a second for each metric, tagged with its name. */
final class HistogramLog implements Consumer<Sample> {
  private static final double MILLIS_PER_SECOND = 1000;
  private static final double MICROS_PER_MILLI = 1000;

  private final PrintStream to;
  private @Nullable HistogramLogWriter writer;

  HistogramLog(OutputStream to) {
    this.to = new PrintStream(to, false, StandardCharsets.US_ASCII);
  }

  @Override
  public void accept(Sample sample) {
    HistogramLogWriter log = writer == null ? begin(sample) : writer;
    writer = log;
    sample.latencies().forEach((metric, histogram) -> {
      if (histogram.getTotalCount() > 0) {
        histogram.setTag(metric.label());
        log.outputIntervalHistogram(seconds(histogram.getStartTimeStamp(), log),
            seconds(histogram.getEndTimeStamp(), log), histogram, MICROS_PER_MILLI);
      }
    });
  }

  private HistogramLogWriter begin(Sample first) {
    long startMillis = first.latencies().values().stream().mapToLong(Histogram::getStartTimeStamp).min()
        .orElse(first.time().toEpochMilli());
    HistogramLogWriter log = new HistogramLogWriter(to);
    log.outputComment("[Latencies of a tollbridge-sim load in microseconds; Interval_Max in milliseconds]");
    log.outputLogFormatVersion();
    log.outputStartTime(startMillis);
    log.setBaseTime(startMillis);
    log.outputLegend();
    return log;
  }

  private static double seconds(long timeStampMillis, HistogramLogWriter log) {
    return (timeStampMillis - log.getBaseTime()) / MILLIS_PER_SECOND;
  }

  /** Completes the log; false if not all of it could be written. */
  boolean finish() {
    return !to.checkError();
  }
}
