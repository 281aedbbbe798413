package dev.tollbridge.server.shard;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.worker.Failures;
import dev.tollbridge.server.worker.Worker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has call records and ledger entries deleted when they have reached an age in engine time. A sweep that fails is
 * repeated: rows that stay for longer do no harm.
 */
public final class Retention implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Worker worker;

  private Retention(Runnable sweep, ServerMetrics metrics, Duration interval) {
    worker = Worker.start("retention", () -> {
      sweep.run();
      return interval;
    }, Failures.retry("retention", interval, metrics::retentionFailed));
  }

  /** Starts to look for old rows, now and every minute. Start an export before this, so that it can keep rows. */
  public static Retention start(Cell cell, Duration age, ServerMetrics metrics) {
    long ageMicros = TimeUnit.MICROSECONDS.convert(age);
    return start(() -> cell.deleteOlderThan(ageMicros), metrics, INTERVAL);
  }

  static Retention start(Runnable sweep, ServerMetrics metrics, Duration interval) {
    return new Retention(sweep, metrics, interval);
  }

  @Override
  public void close() {
    worker.close();
  }
}
