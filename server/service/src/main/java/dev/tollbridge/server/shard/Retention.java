package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.RatingEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has call records and ledger entries deleted when they have reached an age in engine time. */
public final class Retention implements AutoCloseable {
  private static final long INTERVAL_SECONDS = 60;

  private final List<Shard> shards;
  private final long ageMicros;
  private final ScheduledExecutorService thread = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("retention").daemon().factory());

  private Retention(List<Shard> shards, Duration age) {
    this.shards = shards;
    this.ageMicros = TimeUnit.MICROSECONDS.convert(age);
  }

  /** Starts to look for old rows, now and every minute. An export has to be started before, so that it can keep rows. */
  public static Retention start(ShardRouter router, Duration age) {
    var retention = new Retention(router.shards(), age);
    var _ = retention.thread.scheduleAtFixedRate(retention::sweep, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return retention;
  }

  private void sweep() {
    for (Shard shard : shards) {
      shard.records().deleteBefore(shard.read(RatingEngine::nowMicros) - ageMicros);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
