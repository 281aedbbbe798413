package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.server.bridge.BridgeStreams;
import dev.tollbridge.server.bridge.StreamSettings;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.MessageGuard;
import dev.tollbridge.server.rpc.PhoneNumbers;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.shard.Reign;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.worker.WorkQueue;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server with all its services, health and reflection. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  /** How long calls may take to finish once the server is going away. */
  private static final long DRAIN_SECONDS = 5;

  private final Server server;
  private final Runnable closeTransport;
  private final CallThreads threads;
  private final BridgeStreams streams;
  private final DeckUploads uploads;
  private final WorkQueue bookings;
  private final HealthStatusManager health;

  private ApiServer(Server server, Runnable closeTransport, CallThreads threads, BridgeStreams streams,
      DeckUploads uploads, WorkQueue bookings, HealthStatusManager health) {
    this.server = server;
    this.closeTransport = closeTransport;
    this.threads = threads;
    this.streams = streams;
    this.uploads = uploads;
    this.bookings = bookings;
    this.health = health;
  }

  /** Starts to serve. */
  public static ApiServer start(String host, int port, ServerCredentials credentials, Reign reign,
      ServerMetrics metrics, StreamSettings settings, AccessControl access, ServerFacts facts) {
    var transport = new NettyTransport();
    try {
      return start(transport.builder(host, port, credentials, access), transport::close, reign, metrics, settings,
          access, facts);
    } catch (IOException e) {
      transport.close();
      throw new UncheckedIOException("cannot listen on " + host + ":" + port
          + ": the port is taken or the address is not this machine's; choose another with --listen", e);
    }
  }

  /** Starts to serve on any transport. */
  static ApiServer start(ServerBuilder<?> builder, Reign reign, ServerMetrics metrics, StreamSettings settings,
      AccessControl access, ServerFacts facts) throws IOException {
    return start(builder, () -> {}, reign, metrics, settings, access, facts);
  }

  /** @param closeTransport called when the server has stopped */
  private static ApiServer start(ServerBuilder<?> builder, Runnable closeTransport, Reign reign,
      ServerMetrics metrics, StreamSettings settings, AccessControl access, ServerFacts facts) throws IOException {
    ShardRouter router = reign.router();
    var health = new HealthStatusManager();
    var phoneNumbers = new PhoneNumbers();
    var calls = new CallDecoder(phoneNumbers, id -> country(router, id));
    var streams = new BridgeStreams(router, metrics, calls, settings);
    DeckMemory memory = DeckMemory.ofThisServer(router.shards().size());
    DeckUploads uploads = DeckUploads.start(metrics, memory.maxFileBytes());
    var bookings = new WorkQueue("bookings",
        failure -> LOG.error("The response to a booked call could not be sent", failure));
    List.of(health.getHealthService(), ProtoReflectionServiceV1.newInstance(),
        new LegRatingGrpc(router, metrics, streams, calls, bookings), new OrganizationGrpc(router),
        new CreditGrpc(router, new CallRefunds(bookings)),
        new TariffGrpc(router, reign.catalog(), phoneNumbers, uploads, memory),
        new ServiceNumberGrpc(router, reign.catalog(), phoneNumbers), new CallRecordGrpc(router),
        new ReratingGrpc(router, metrics), new AuditGrpc(router), new LegGrpc(router),
        new MaintenanceGrpc(reign.backups(), router, facts, metrics),
        new AccessGrpc(router, access.tokens()))
        .forEach(service -> builder.addService(guarded(service)));
    builder.intercept(access).addStreamTracerFactory(access.messageBytes());
    var threads = new CallThreads();
    threads.serve(builder);
    try {
      return new ApiServer(builder.build().start(), closeTransport, threads, streams, uploads, bookings, health);
    } catch (IOException e) {
      threads.close();
      bookings.close();
      uploads.close();
      streams.close();
      throw e;
    }
  }

  private static String country(ShardRouter router, String organizationId) {
    Profile profile = router.of(organizationId).read(engine -> engine.profile(organizationId));
    return profile == null ? "" : profile.country();
  }

  private static ServerServiceDefinition guarded(BindableService service) {
    ServerServiceDefinition bound = service.bindService();
    return MessageGuard.guard(bound, schema(service, bound.getServiceDescriptor().getSchemaDescriptor()));
  }

  /** Any one service can bring in the error details; no other file imports that of this one. */
  private static @Nullable Object schema(BindableService service, @Nullable Object schema) {
    return service instanceof MaintenanceGrpc && schema instanceof ProtoServiceDescriptorSupplier own
        ? ErrorDetailsSchema.of(own.getServiceDescriptor())
        : schema;
  }

  /** The services with all their methods. */
  List<ServerServiceDefinition> services() {
    return server.getServices();
  }

  /** The port that the server listens on. */
  public int port() {
    return server.getPort();
  }

  /** Notifies load balancers that calls are no longer accepted, and ends every stream; calls fail with UNAVAILABLE. */
  public void stopServing() {
    notServing();
    streams.endAll(
        ApiErrors.unavailable("STOPPED", "the server has stopped; what is not acknowledged must be sent again"));
  }

  private void notServing() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
  }

  /** Notifies bridges and load balancers that the server is going away, and lets calls finish. */
  @Override
  public void close() {
    notServing();
    streams.drain();
    server.shutdown();
    streams.endAll();
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    closeTransport.run();
    threads.close();
    uploads.close();
    bookings.close();
    streams.close();
  }
}
