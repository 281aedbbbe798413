package dev.tollbridge.server.bridge;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What all leg streams share. */
record StreamContext(
    ShardRouter router,
    ServerMetrics metrics,
    LegEventDecoder decoder,
    StreamRegistry streams,
    Takeovers takeovers,
    PastClosings pastClosings,
    StreamSettings settings) {
  EngineClock clock() {
    return router.clock();
  }

  List<Shard> shards() {
    return router.shards();
  }

  int shardOf(String organizationId) {
    return router.of(organizationId).number();
  }

  /** Does something in every shard, then {@code done}; a failure ends the stream. */
  void inAll(Function<Shard, CompletableFuture<?>> work, LegStream stream, Runnable done) {
    var all = CompletableFuture.allOf(shards().stream().map(work).toArray(CompletableFuture[]::new));
    var _ = all.thenRun(done).whenComplete((_, failure) -> {
      if (failure != null) {
        stream.end(Statuses.of(failure));
      }
    });
  }
}
