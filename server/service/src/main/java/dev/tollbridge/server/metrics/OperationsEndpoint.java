package dev.tollbridge.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/** HTTP endpoint for operators: {@code /metrics}, {@code /healthz} (alive) and {@code /readyz} (able to serve). */
public final class OperationsEndpoint implements AutoCloseable {
  /** A request that is incomplete after this time is dropped; read by the JDK's server once, when it is loaded. */
  private static final String MAX_REQUEST_SECONDS = "10";
  private static final int NO_BODY = -1;
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;

  private OperationsEndpoint(HttpServer server, Map<String, Supplier<HttpResponse>> paths) {
    this.server = server;
    // a thread each, so that a client that never finishes its request blocks no others
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operations-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, paths));
    server.start();
  }

  /**
   * Binds and starts to serve.
   *
   * @param port 0 for any free one
   * @param unreadyReasons why the server can't serve now, one line each; empty when it can
   * @param warnings what is wrong although it can, one line each
   * @throws UncheckedIOException that names host and port when they can't be bound
   */
  public static OperationsEndpoint start(String host, int port, PrometheusMeterRegistry registry,
      Supplier<List<String>> unreadyReasons, Supplier<List<String>> warnings) {
    return new OperationsEndpoint(bind(host, port),
        Map.of("/metrics", () -> new HttpResponse(HttpResponse.OK, PROMETHEUS_TEXT, registry.scrape()), "/healthz",
            () -> HttpResponse.text(HttpResponse.OK, "ok\n"), "/readyz",
            () -> readiness(unreadyReasons.get(), warnings.get())));
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

  private static HttpServer bind(String host, int port) {
    System.setProperty("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", MAX_REQUEST_SECONDS);
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve metrics on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private static HttpResponse readiness(List<String> unreadyReasons, List<String> warnings) {
    if (unreadyReasons.isEmpty()) {
      String lines = warnings.stream().map(warning -> "warning: " + warning + "\n").collect(Collectors.joining());
      return HttpResponse.text(HttpResponse.OK, "ready\n" + lines);
    }
    return HttpResponse.text(HttpResponse.UNAVAILABLE, String.join("\n", unreadyReasons) + "\n");
  }

  private static void answer(HttpExchange exchange, Map<String, Supplier<HttpResponse>> paths) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, HttpResponse.text(HttpResponse.METHOD_NOT_ALLOWED, "only GET and HEAD\n"), false);
        return;
      }
      Supplier<HttpResponse> path = paths.get(exchange.getRequestURI().getPath());
      send(exchange, path == null ? HttpResponse.text(HttpResponse.NOT_FOUND, "not found\n") : path.get(), head);
    }
  }

  private static void send(HttpExchange exchange, HttpResponse answer, boolean head) throws IOException {
    byte[] body = answer.bodyBytes();
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
