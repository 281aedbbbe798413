package dev.tollbridge.server.api;

import com.google.protobuf.Duration;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.Reign;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.worker.WorkQueue;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server with all its services, health and reflection. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  /** How long calls may take to finish once the server is going away. */
  private static final long DRAIN_SECONDS = 5;

  private final Server server;
  private final OpenStreams streams;
  private final PastClosings pastClosings;
  private final WorkQueue bookings;
  private final HealthStatusManager health;

  private ApiServer(Server server, OpenStreams streams, PastClosings pastClosings, WorkQueue bookings,
      HealthStatusManager health) {
    this.server = server;
    this.streams = streams;
    this.pastClosings = pastClosings;
    this.bookings = bookings;
    this.health = health;
  }

  /**
   * Starts to serve.
   *
   * @param leaseMicros what bridges are told of their lease, in engine time
   */
  public static ApiServer start(String host, int port, Reign reign, ServerMetrics metrics, long leaseMicros) {
    var builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES).permitKeepAliveTime(1, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
    try {
      return start(builder, reign, metrics, leaseMicros, StreamLimits.MAX_WAITING_MESSAGES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + port
          + ": the port is taken or the address is not this machine's; choose another with --listen", e);
    }
  }

  /** Starts to serve on any transport. */
  static ApiServer start(ServerBuilder<?> builder, Reign reign, ServerMetrics metrics, long leaseMicros,
      int maxWaitingMessages) throws IOException {
    var streams = new OpenStreams();
    var health = new HealthStatusManager();
    builder.addService(health.getHealthService()).addService(ProtoReflectionServiceV1.newInstance());
    var pastClosings = new PastClosings(reign.router().shards().stream().map(Shard::records).toList());
    var bookings = new WorkQueue("bookings", failure -> LOG.error("A booked call could not be answered", failure));
    services(reign, metrics, streams, pastClosings, bookings, leaseMicros, maxWaitingMessages)
        .forEach(builder::addService);
    return new ApiServer(builder.build().start(), streams, pastClosings, bookings, health);
  }

  private static List<BindableService> services(Reign reign, ServerMetrics metrics, OpenStreams streams,
      PastClosings pastClosings, WorkQueue bookings, long leaseMicros, int maxWaitingMessages) {
    ShardRouter router = reign.router();
    var phoneNumbers = new PhoneNumbers();
    var calls = new CallDecoder(phoneNumbers);
    var lease = Duration.newBuilder().setSeconds(leaseMicros / MICROS_PER_SECOND)
        .setNanos((int) (leaseMicros % MICROS_PER_SECOND) * NANOS_PER_MICRO).build();
    var legStreams = new LegStreams(router, metrics, new LegEventDecoder(calls), streams, pastClosings,
        lease, maxWaitingMessages);
    return List.of(new LegRatingGrpc(router, legStreams, calls, bookings), new OrganizationGrpc(router),
        new CreditGrpc(router),
        new TariffGrpc(router, reign.catalog(), phoneNumbers),
        new ServiceNumberGrpc(router, reign.catalog(), phoneNumbers), new CallRecordGrpc(router),
        new ReratingGrpc(router), new MaintenanceGrpc(reign.backups()));
  }

  /** The port listened on. */
  public int port() {
    return server.getPort();
  }

  /** Shows load balancers that nothing is taken any more, and ends every stream; calls are answered UNAVAILABLE. */
  public void stopServing() {
    notServing();
    streams.endAll(
        ApiErrors.unavailable("STOPPED", "the server has stopped; what is not acknowledged must be sent again"));
  }

  private void notServing() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  /** Tells bridges and load balancers that the server is going away, and lets calls finish. */
  @Override
  public void close() {
    notServing();
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
    bookings.close();
  }
}
