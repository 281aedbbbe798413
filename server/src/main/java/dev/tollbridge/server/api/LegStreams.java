package dev.tollbridge.server.api;

import com.google.protobuf.Duration;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What all leg streams share. */
record LegStreams(
    ShardRouter router, ServerMetrics metrics, LegEventDecoder decoder, OpenStreams streams, Duration lease) {
  EngineClock clock() {
    return router.clock();
  }

  List<Shard> shards() {
    return router.shards();
  }

  int shardOf(String organizationId) {
    return router.of(organizationId).number();
  }

  /** Does something in every shard; a failure ends the stream. */
  void inAll(Function<Shard, CompletableFuture<?>> work, LegStream stream) {
    inAll(work, stream, () -> {});
  }

  /** Does something in every shard, then {@code done}; a failure ends the stream. */
  void inAll(Function<Shard, CompletableFuture<?>> work, LegStream stream, Runnable done) {
    watch(CompletableFuture.allOf(shards().stream().map(work).toArray(CompletableFuture[]::new)).thenRun(done),
        stream);
  }

  /** Ends the stream when the future fails. */
  void watch(CompletableFuture<?> future, LegStream stream) {
    var _ = future.whenComplete((_, failure) -> {
      if (failure != null) {
        stream.end(Answer.error(failure));
      }
    });
  }
}
