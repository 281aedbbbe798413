package dev.tollbridge.server.api;

import com.google.protobuf.Duration;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gRPC server with all its services, health and reflection. */
public final class ApiServer implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  /** How long calls may take to finish once the server is going away. */
  private static final long DRAIN_SECONDS = 5;

  private final Server server;
  private final OpenStreams streams;
  private final PastClosings pastClosings;
  private final HealthStatusManager health;

  private ApiServer(Server server, OpenStreams streams, PastClosings pastClosings, HealthStatusManager health) {
    this.server = server;
    this.streams = streams;
    this.pastClosings = pastClosings;
    this.health = health;
  }

  /**
   * Starts to serve.
   *
   * @param leaseMicros what bridges are told of their lease, in engine time
   */
  public static ApiServer start(String host, int port, ShardRouter router, ServerMetrics metrics, long leaseMicros) {
    var builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES).permitKeepAliveTime(1, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
    try {
      return start(builder, router, metrics, leaseMicros, StreamLimits.MAX_WAITING_MESSAGES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + port
          + ": the port is taken or the address is not this machine's; choose another with --listen", e);
    }
  }

  /** Starts to serve on any transport. */
  static ApiServer start(ServerBuilder<?> builder, ShardRouter router, ServerMetrics metrics, long leaseMicros,
      int maxWaitingMessages) throws IOException {
    var streams = new OpenStreams();
    var health = new HealthStatusManager();
    builder.addService(health.getHealthService()).addService(ProtoReflectionServiceV1.newInstance());
    var pastClosings = new PastClosings(router.shards().stream().map(Shard::records).toList());
    services(router, metrics, streams, pastClosings, leaseMicros, maxWaitingMessages).forEach(builder::addService);
    return new ApiServer(builder.build().start(), streams, pastClosings, health);
  }

  private static List<BindableService> services(ShardRouter router, ServerMetrics metrics, OpenStreams streams,
      PastClosings pastClosings, long leaseMicros, int maxWaitingMessages) {
    var phoneNumbers = new PhoneNumbers();
    var calls = new CallDecoder(phoneNumbers);
    var lease = Duration.newBuilder().setSeconds(leaseMicros / MICROS_PER_SECOND)
        .setNanos((int) (leaseMicros % MICROS_PER_SECOND) * NANOS_PER_MICRO).build();
    var legStreams = new LegStreams(router, metrics, new LegEventDecoder(calls), streams, pastClosings,
        lease, maxWaitingMessages);
    return List.of(new LegRatingGrpc(router, legStreams, calls), new OrganizationGrpc(router), new CreditGrpc(router),
        new TariffGrpc(router, phoneNumbers), new ServiceNumberGrpc(router, phoneNumbers), new CallRecordGrpc(router),
        new ReratingGrpc(router), new MaintenanceGrpc(router));
  }

  /** The port listened on. */
  public int port() {
    return server.getPort();
  }

  /** Tells load balancers that nothing is taken any more; calls are answered UNAVAILABLE. */
  public void stopServing() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  /** Tells bridges and load balancers that the server is going away, and lets calls finish. */
  @Override
  public void close() {
    stopServing();
    streams.drain();
    server.shutdown();
    streams.endAll();
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    pastClosings.close();
  }
}
