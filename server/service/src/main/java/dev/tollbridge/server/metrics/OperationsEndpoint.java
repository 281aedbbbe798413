package dev.tollbridge.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** HTTP endpoint for operators: {@code /metrics}, {@code /healthz} (alive) and {@code /readyz} (able to serve). */
public final class OperationsEndpoint implements AutoCloseable {
  /** A request that is incomplete after this time is dropped; read by the JDK's server once, when it is loaded. */
  private static final String MAX_REQUEST_SECONDS = "10";
  /** Further connections are closed at once. */
  private static final String MAX_CONNECTIONS = "1000";
  /** The JDK's own default, for each connection, is 24 times as much. */
  private static final String MAX_HEADER_BYTES = "16384";
  private static final String METRICS = "/metrics";
  private static final int NO_BODY = -1;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;

  private OperationsEndpoint(HttpServer server, Map<String, Supplier<HttpResponse>> paths, OperationsAccess.Gate gate) {
    this.server = server;
    // a thread each, so that a client that never finishes its request blocks no others
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operations-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, paths, gate));
    server.start();
  }

  /**
   * Binds and starts to serve.
   *
   * @param port 0 for any free one
   * @param unreadyReasons why the server can't serve now, one line each; empty when it can
   * @param warnings what is wrong although it can, one line each
   * @param access TLS, and who may read metrics
   * @throws UncheckedIOException that names host and port when they can't be bound
   */
  public static OperationsEndpoint start(String host, int port, PrometheusMeterRegistry registry,
      Supplier<List<String>> unreadyReasons, Supplier<List<String>> warnings, OperationsAccess access) {
    var scrape = new SharedScrape(registry::scrape);
    return new OperationsEndpoint(bind(host, port, access),
        Map.of(METRICS, () -> new HttpResponse(HttpResponse.OK, PROMETHEUS_TEXT, scrape.body()), "/healthz",
            () -> HttpResponse.text(HttpResponse.OK, "ok\n"), "/readyz",
            () -> readiness(unreadyReasons.get(), warnings.get())),
        access.gate());
  }

  /** The port that is bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static HttpServer bind(String host, int port, OperationsAccess access) {
    System.setProperty("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", MAX_REQUEST_SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", MAX_HEADER_BYTES);
    try {
      var address = new InetSocketAddress(InetAddress.getByName(host), port);
      return access.tls() == null ? HttpServer.create(address, 0) : bind(address, access.tls(), access);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve metrics on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private static HttpsServer bind(InetSocketAddress address, SSLContext tls, OperationsAccess access)
      throws IOException {
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
        wanted.setWantClientAuth(access.clientCertificates());
        parameters.setSSLParameters(wanted);
      }
    });
    return server;
  }

  private static HttpResponse readiness(List<String> unreadyReasons, List<String> warnings) {
    if (unreadyReasons.isEmpty()) {
      String lines = warnings.stream().map(warning -> "warning: " + warning + "\n").collect(Collectors.joining());
      return HttpResponse.text(HttpResponse.OK, "ready\n" + lines);
    }
    return HttpResponse.text(HttpResponse.UNAVAILABLE, String.join("\n", unreadyReasons) + "\n");
  }

  private static void answer(HttpExchange exchange, Map<String, Supplier<HttpResponse>> paths,
      OperationsAccess.Gate gate) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, HttpResponse.text(HttpResponse.METHOD_NOT_ALLOWED, "only GET and HEAD\n"), false);
        return;
      }
      String wanted = exchange.getRequestURI().getPath();
      String refusal = wanted.equals(METRICS) ? refusal(exchange, gate) : null;
      if (refusal != null) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        send(exchange, HttpResponse.text(HttpResponse.UNAUTHORIZED, refusal + "\n"), head);
        return;
      }
      Supplier<HttpResponse> path = paths.get(wanted);
      send(exchange, path == null ? HttpResponse.text(HttpResponse.NOT_FOUND, "not found\n") : path.get(), head);
    }
  }

  private static @Nullable String refusal(HttpExchange exchange, OperationsAccess.Gate gate) {
    return gate.refusal(exchange.getRequestHeaders().getFirst("Authorization"),
        exchange instanceof HttpsExchange https ? https.getSSLSession() : null, exchange.getRemoteAddress());
  }

  private static void send(HttpExchange exchange, HttpResponse answer, boolean head) throws IOException {
    byte[] body = answer.body();
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
