package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.RatingEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Logs the passing of time: often in shards that have active legs, now and then in idle ones. */
final class Ticker implements AutoCloseable {
  static final long INTERVAL_MILLIS = 200;
  /** An idle shard still has lots that expire and recharges to try again. */
  private static final int IDLE_INTERVALS = 50;

  private final List<Shard> shards;
  private final Consumer<Shard> watch;
  private final CompletableFuture<?>[] last;
  private final ScheduledExecutorService thread = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ticker").daemon().factory());
  private long round;

  /** @param watch called for each shard before it is told the time */
  Ticker(List<Shard> shards, Consumer<Shard> watch) {
    this.shards = shards;
    this.watch = watch;
    this.last = new CompletableFuture<?>[shards.size()];
  }

  void start() {
    var _ = thread.scheduleAtFixedRate(this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    round++;
    for (Shard shard : shards) {
      watch.accept(shard);
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
