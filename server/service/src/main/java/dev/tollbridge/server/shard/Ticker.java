package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Steers engine time and logs its passing: often in shards that have active legs, rarely in idle ones. */
final class Ticker implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  /** An idle shard still has lots that expire and recharges to try again. */
  private static final int IDLE_INTERVALS = 50;

  private final List<Shard> shards;
  private final EngineClock clock;
  private final Runnable watch;
  private final CompletableFuture<?>[] last;
  private final Worker worker;
  private long round;

  /** @param watch called before time is logged */
  Ticker(List<Shard> shards, EngineClock clock, Runnable watch, Worker.FailureHandler onFailure) {
    this.shards = shards;
    this.clock = clock;
    this.watch = watch;
    this.last = new CompletableFuture<?>[shards.size()];
    worker = new Worker("ticker", this::tick, onFailure);
  }

  void start() {
    var _ = worker.start();
  }

  private Duration tick() {
    round++;
    clock.steer();
    watch.run();
    for (Shard shard : shards) {
      CompletableFuture<?> before = last[shard.number()];
      boolean due = round % IDLE_INTERVALS == 0 || shard.read(RatingEngine::activeLegCount) > 0;
      if (due && (before == null || before.isDone())) {
        last[shard.number()] = shard.tick();
      }
    }
    return INTERVAL;
  }

  @Override
  public void close() {
    worker.close();
  }
}
