package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.worker.Failures;
import dev.tollbridge.server.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has call records and ledger entries deleted when they have reached an age in engine time. A sweep that fails is
 * repeated: rows that stay for longer do no harm.
 */
final class Retention implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Worker worker;

  private Retention(Runnable sweep, ServerMetrics metrics, Duration interval) {
    worker = Worker.start("retention", () -> {
      sweep.run();
      return interval;
    }, Failures.retry("retention", interval, metrics::retentionFailed));
  }

  /** Starts to look for old rows, now and every minute. Start an export before this, so that it can keep rows. */
  static Retention start(List<Shard> shards, Duration age, ServerMetrics metrics) {
    long ageMicros = TimeUnit.MICROSECONDS.convert(age);
    return start(() -> shards.forEach(shard -> deleteOlderThan(shard, ageMicros)), metrics, INTERVAL);
  }

  private static void deleteOlderThan(Shard shard, long ageMicros) {
    shard.records().deleteBefore(shard.read(RatingEngine::nowMicros) - ageMicros);
  }

  static Retention start(Runnable sweep, ServerMetrics metrics, Duration interval) {
    return new Retention(sweep, metrics, interval);
  }

  @Override
  public void close() {
    worker.close();
  }
}
