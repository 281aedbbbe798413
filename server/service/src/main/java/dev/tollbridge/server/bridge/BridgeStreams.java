package dev.tollbridge.server.bridge;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.worker.Worker;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of all bridges. */
public final class BridgeStreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeStreams.class);

  private final StreamRegistry registry = new StreamRegistry();
  private final PastClosings pastClosings;
  private final StreamContext context;
  /** Checks each stream twice per interval: cheap for thousands, and no silence is longer than that. */
  private final Worker alive;

  public BridgeStreams(ShardRouter router, ServerMetrics metrics, CallDecoder calls, StreamSettings settings) {
    pastClosings = new PastClosings(router.shards().stream().map(Shard::records).toList(),
        (bridgeId, session, end) -> router.shards().stream()
            .filter(shard -> shard
                .read(engine -> engine.hasLeg(bridgeId, session, end.legNumber(), end.answeredBefore())))
            .mapToInt(Shard::number).findFirst());
    context = new StreamContext(router, metrics, new LegEventDecoder(calls), registry, new Takeovers(metrics),
        pastClosings, settings);
    Duration period = Duration.of(settings.aliveIntervalMicros() / 2, ChronoUnit.MICROS);
    alive = Worker.start("stream-alive", () -> {
      registry.sayAlive();
      return period;
    }, (failure, _) -> {
      LOG.error("Keep-alive messages could not be sent to bridges", failure);
      return period;
    });
  }

  /** Serves one stream from its beginning; the bridge's messages go to the result. */
  public StreamObserver<StreamLegsRequest> open(ServerCallStreamObserver<StreamLegsResponse> bridge) {
    return new LegStream(context, bridge);
  }

  /** Notifies every bridge that the server is going away. */
  public void drain() {
    registry.drain();
  }

  /** Ends every stream once the messages in flight are answered. */
  public void endAll() {
    registry.endAll();
  }

  /** Ends every stream immediately, with an error. */
  public void endAll(RuntimeException error) {
    registry.endAll(error);
  }

  /** Streams have ended by now. */
  @Override
  public void close() {
    alive.close();
    pastClosings.close();
  }
}
