package dev.tollbridge.server.shard;

import dev.tollbridge.server.engine.RatingEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Logs the passing of time: often in shards that have active legs, now and then in idle ones. */
final class Ticker implements AutoCloseable {
  static final long INTERVAL_MILLIS = 200;
  /** An idle shard still has lots that expire and recharges to try again. */
  private static final int IDLE_INTERVALS = 50;

  private final List<Shard> shards;
  private final CompletableFuture<?>[] last;
  private final ScheduledExecutorService thread = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ticker").daemon().factory());
  private long round;

  Ticker(List<Shard> shards) {
    this.shards = shards;
    this.last = new CompletableFuture<?>[shards.size()];
  }

  void start() {
    var _ = thread.scheduleAtFixedRate(this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    round++;
    for (Shard shard : shards) {
      CompletableFuture<?> before = last[shard.number()];
      boolean due = round % IDLE_INTERVALS == 0 || shard.read(RatingEngine::activeLegCount) > 0;
      if (due && (before == null || before.isDone())) {
        last[shard.number()] = shard.tick();
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
