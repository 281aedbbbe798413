package dev.tollbridge.simulator.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Samples a run every second, and a last time when closed, and passes the samples to its watchers. */
public final class Sampler implements AutoCloseable {
  private final LoadStatistics statistics;
  private final Gauges gauges;
  private final List<Consumer<Sample>> watchers;
  private final long beginNanos;
  private final ScheduledExecutorService timer = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sampler").factory());

  /**
   * A sampler that has not started.
   *
   * @param beginNanos monotonic time of the load's start
   */
  public Sampler(LoadStatistics statistics, Gauges gauges, List<Consumer<Sample>> watchers, long beginNanos) {
    this.statistics = statistics;
    this.gauges = gauges;
    this.watchers = watchers;
    this.beginNanos = beginNanos;
  }

  /** Starts sampling, at the load's whole seconds. */
  public void start() {
    long firstNanos = Math.max(0, beginNanos - System.nanoTime()) + TimeUnit.SECONDS.toNanos(1);
    var _ = timer.scheduleAtFixedRate(() -> look(System.nanoTime()), firstNanos, TimeUnit.SECONDS.toNanos(1),
        TimeUnit.NANOSECONDS);
  }

  /** Takes the last sample. */
  @Override
  public void close() {
    timer.shutdown();
    look(System.nanoTime());
  }

  synchronized void look(long nowNanos) {
    Map<Metric, Histogram> latencies = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      latencies.put(metric, statistics.latency(metric).nextInterval());
    }
    Sample sample = new Sample(Instant.now(), nowNanos - beginNanos, counts(nowNanos), latencies);
    watchers.forEach(watcher -> watcher.accept(sample));
  }

  private Counts counts(long nowNanos) {
    return new Counts(gauges.legsDue().applyAsLong(nowNanos), statistics.started(), statistics.ended(),
        gauges.minutesCharged().getAsLong(), statistics.records(), gauges.unacknowledged().getAsLong(),
        statistics.lagNanos());
  }
}
