package dev.tollbridge.server;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.api.ApiServer;
import dev.tollbridge.server.api.ServerFacts;
import dev.tollbridge.server.bridge.StreamSettings;
import dev.tollbridge.server.metrics.OperationsAccess;
import dev.tollbridge.server.metrics.OperationsEndpoint;
import dev.tollbridge.server.metrics.ProcessMetrics;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.export.ExportSettings;
import dev.tollbridge.server.record.export.ExportTarget;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.security.Credentials;
import dev.tollbridge.server.security.SecuritySettings;
import dev.tollbridge.server.security.TlsFiles;
import dev.tollbridge.server.security.TokenDirectory;
import dev.tollbridge.server.shard.Cell;
import dev.tollbridge.server.shard.CellSettings;
import dev.tollbridge.server.shard.EngineClock;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.storage.DataDirectory;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.server.worker.WorkerFailedException;
import io.grpc.InsecureServerCredentials;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: data directory, shards, API and operations endpoint, closed in the reverse order. */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();
  private final CompletableFuture<@Nullable Throwable> stopped = new CompletableFuture<>();
  private volatile @Nullable Cell cell;
  private final Instant start = Instant.now();
  private volatile String starting = "starting";
  private int port;
  private int httpPort;

  /** Starts a server; when this returns it accepts calls. */
  public static Server start(ServerSettings settings) throws Exception {
    LibraryLog.use();
    var server = new Server();
    try {
      server.open(settings);
      return server;
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  private void open(ServerSettings settings) throws IOException {
    long beginNanos = System.nanoTime();
    DataDirectory data = opened(DataDirectory.open(settings.data(), settings.shards(), settings.timeScale()));
    starting = data.isNew() ? "starting" : "starting: the log is being replayed";
    var clock = EngineClock.system(data.createdMicros(), data.timeScale());
    warnOfFastClock(data.timeScale());
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    opened(new ProcessMetrics(registry));
    var metrics = new ServerMetrics(registry);
    metrics.addClock(() -> clock.aheadMicros() / (1e6 * clock.timeScale()));
    TlsFiles tls = settings.security().hasTls() ? opened(TlsFiles.open(settings.security(), metrics)) : null;
    AccessControl access = opened(accessControl(settings, metrics));
    OperationsEndpoint http = opened(
        OperationsEndpoint.start(settings.http().getHostString(), settings.http().getPort(), registry, this::notReady,
            () -> Stream.ofNullable(clock.warning()).toList(), httpAccess(access, tls)));
    Command.Configure rules = rules(settings, data.timeScale());
    var cellSettings = new CellSettings(data.layout(), data.shards(), clock, settings.maxClockAhead(), rules,
        settings.snapshotInterval(), settings.retention(), export(settings.export(), data));
    Cell shards = opened(Cell.open(cellSettings, metrics, this::fail));
    ShardRouter router = shards.reign().router();
    metrics.addBridges(() -> router.first().read(RatingEngine::bridgeCount));
    if (!access.isOpen()) {
      FirstAdministrator.ensure(router, data.layout().administratorToken());
    }
    access.tokens().follow(() -> router.first().read(RatingEngine::accessTokens), clock::nowMicros);
    ApiServer api = opened(
        ApiServer.start(settings.listen().getHostString(), settings.listen().getPort(),
            tls == null ? InsecureServerCredentials.create() : tls.credentials(), shards.reign(), metrics,
            StreamSettings.of(rules.leaseMicros()), access, facts(settings.security(), access, clock)));
    var _ = stopped.thenAccept(_ -> api.stopServing());
    cell = shards;
    port = api.port();
    httpPort = http.port();
    LOG.info("Tollbridge serves gRPC on {}:{} and metrics on {}://{}:{}/metrics, version {}, data in {}, {} shards, {}",
        settings.listen().getHostString(), port, tls == null ? "http" : "https", settings.http().getHostString(),
        http.port(), version(), data.layout().root().toAbsolutePath().normalize(), data.shards(),
        beginning(data, shards, beginNanos));
    sayWhoMayCall(access, settings.security());
  }

  private static AccessControl accessControl(ServerSettings settings, ServerMetrics metrics) {
    SecuritySettings security = settings.security();
    String fault = security.fault(settings.listen(), settings.http());
    if (fault != null) {
      throw new StartupException(fault);
    }
    boolean open = security.isOpen(settings.listen(), settings.http());
    metrics.addAccess(open, !security.hasTls());
    var tokens = new TokenDirectory();
    return open ? AccessControl.open(tokens, metrics) : AccessControl.identified(tokens, metrics);
  }

  private static OperationsAccess httpAccess(AccessControl access, @Nullable TlsFiles tls) {
    return new OperationsAccess(tls == null ? null : tls.context(), tls != null && tls.asksForClientCertificates(),
        (authorization, session, peer) -> access.metricsRefusal(new Credentials(authorization,
            session == null ? null : Credentials.certificate(session), Credentials.peer(peer))));
  }

  private static void sayWhoMayCall(AccessControl access, SecuritySettings security) {
    if (access.isOpen()) {
      LOG.info(
          "Access is OPEN: everybody on this machine may do everything. --auth asks for tokens, --tls-cert for more");
    } else if (security.hasTls()) {
      LOG.info("Access needs a token{}, over TLS", security.clientAuthorities() == null
          ? ""
          : " or a client certificate");
    } else if (!security.insecure()) {
      LOG.info("Access needs a token, in plain text on loopback");
    } else {
      LOG.warn("Access needs a token, and PLAIN TEXT shows tokens and calls to whoever reads the network");
    }
  }

  private ServerFacts facts(SecuritySettings security, AccessControl access, EngineClock clock) {
    return new ServerFacts(packagedVersion(), start, access.isOpen(), security.hasTls(),
        security.clientAuthorities() != null, () -> Stream.ofNullable(clock.warning()).toList(), this::notReady);
  }

  private static String packagedVersion() {
    String version = Server.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private static String version() {
    return packagedVersion().isEmpty() ? "not packaged" : packagedVersion();
  }

  private static String beginning(DataDirectory data, Cell shards, long beginNanos) {
    return data.isNew()
        ? "a new directory"
        : "recovered in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos) + " ms with "
            + shards.reign().activeLegCount() + " active legs";
  }

  private static @Nullable ExportSettings export(@Nullable ExportTarget target, DataDirectory data) {
    return target == null ? null : new ExportSettings(target, data.installationId());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static void warnOfFastClock(int timeScale) {
    if (timeScale > 1) {
      LOG.warn("TIME SCALE {}: ENGINE TIME RUNS {} TIMES FASTER THAN THE WALL CLOCK. NEVER USE THIS WITH REAL MONEY.",
          timeScale, timeScale);
    }
  }

  /** The lease is about connections, which follow the wall clock; the engine uses engine time. */
  private static Command.Configure rules(ServerSettings settings, int timeScale) {
    return new Command.Configure(micros(settings.lease()) * timeScale, micros(settings.orphanTimeout()) * timeScale,
        settings.minimumPurchaseMicros());
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  /** Why this server should get no traffic; empty when all is well. */
  List<String> notReady() {
    Cell running = cell;
    return running == null ? List.of(starting) : running.notReady();
  }

  private void fail(Throwable failure) {
    stopped.complete(failure);
  }

  /** Stops the server because a thread has ended with an unexpected failure. */
  public void threadFailed(Thread thread, Throwable failure) {
    var reason = new WorkerFailedException("thread " + thread.getName(), failure);
    Cell running = cell;
    if (running == null) {
      fail(reason);
    } else {
      running.stop(reason);
    }
  }

  /** The gRPC port. */
  public int port() {
    return port;
  }

  /** The port of metrics and health. */
  int httpPort() {
    return httpPort;
  }

  /** Waits until something stops the server, and returns what it was; null after {@link #close()}. */
  public @Nullable Throwable awaitStopped() {
    return stopped.join();
  }

  @Override
  public void close() {
    cell = null;
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not close cleanly", part.getClass().getSimpleName(), e);
      }
    }
    stopped.complete(null);
  }
}
