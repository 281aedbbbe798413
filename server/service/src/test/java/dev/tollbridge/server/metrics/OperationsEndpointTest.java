package dev.tollbridge.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsEndpointTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ServerMetrics metrics = new ServerMetrics(registry);
  private final ProcessMetrics process = new ProcessMetrics(registry);
  private final AtomicReference<List<String>> unreadyReasons = new AtomicReference<>(List.of());
  private final AtomicReference<List<String>> warnings = new AtomicReference<>(List.of());
  private final OperationsEndpoint endpoint = OperationsEndpoint.start(LOOPBACK, 0, registry, unreadyReasons::get,
      warnings::get, OperationsAccess.OPEN);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void tearDown() {
    client.close();
    endpoint.close();
    process.close();
  }

  @Test
  void metricsAreInPrometheusText() throws Exception {
    metrics.charged("USD", 20_000);
    HttpResponse<String> response = send("GET", "/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).contains("tollbridge_charged_micros_total{currency=\"USD\"} 20000.0")
        .contains("jvm_memory_used_bytes").contains("jvm_threads_live_threads").contains("process_uptime_seconds")
        .contains("process_cpu_usage");
  }

  @Test
  void aServerThatIsReadyStillSaysWhatIsWrong() throws Exception {
    warnings.set(List.of("engine time is 3600 s ahead of the wall clock"));
    HttpResponse<String> response = send("GET", "/readyz");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ready\nwarning: engine time is 3600 s ahead of the wall clock\n");
  }

  @Test
  void everySampleHasHelpTypeAndAPlainName() throws Exception {
    Set<String> helped = new HashSet<>();
    Map<String, String> types = new HashMap<>();
    for (String line : send("GET", "/metrics").body().lines().toList()) {
      String[] words = line.split("[ {]", 5);
      if (line.startsWith("# HELP ")) {
        assertThat(words).as(line).hasSize(5);
        helped.add(words[2]);
      } else if (line.startsWith("# TYPE ")) {
        types.put(words[2], words[3]);
      } else {
        String name = family(words[0], types);
        assertThat(name).matches("tollbridge_[a-z_]+|(jvm|process|system)_[a-z0-9_]+");
        assertThat(helped).contains(name);
      }
    }
    assertThat(types).containsEntry("tollbridge_commit_seconds", "histogram")
        .containsEntry("tollbridge_open_streams", "gauge").containsEntry("tollbridge_ticks_total", "counter");
  }

  /** The declared name that a sample belongs to: histograms and summaries add a suffix. */
  private static String family(String sample, Map<String, String> types) {
    String stem = sample.replaceFirst("_(bucket|count|sum)$", "");
    assertThat(types.containsKey(sample) || types.containsKey(stem)).as("TYPE of " + sample).isTrue();
    return types.containsKey(sample) ? sample : stem;
  }

  @Test
  void healthIsOkWhateverReadinessSays() throws Exception {
    unreadyReasons.set(List.of("no leader"));
    HttpResponse<String> response = send("GET", "/healthz");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok\n");
  }

  @Test
  void readinessFollowsTheReasons() throws Exception {
    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
    unreadyReasons.set(List.of("shard 0: no leader", "shard 1: record store failed"));
    HttpResponse<String> unready = send("GET", "/readyz");
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(unready.body()).isEqualTo("shard 0: no leader\nshard 1: record store failed\n");
    unreadyReasons.set(List.of());
    assertThat(send("GET", "/readyz").body()).isEqualTo("ready\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metric", "/metrics/", "/metrics/x", "/healthz/..", "/%00"})
  void unknownPathsAreNotFound(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"POST,/metrics", "PUT,/healthz", "DELETE,/readyz", "POST,/nowhere"})
  void onlyReadingIsAllowed(String method, String path) throws Exception {
    HttpResponse<String> response = send(method, path);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void headHasTheHeadersOnly() throws Exception {
    HttpResponse<String> response = send("HEAD", "/healthz");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).hasValue("3");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(
        () -> OperationsEndpoint.start(LOOPBACK, endpoint.port(), registry, List::of, List::of, OperationsAccess.OPEN))
        .isInstanceOf(UncheckedIOException.class).hasMessageContaining("127.0.0.1:" + endpoint.port());
  }

  @Test
  void anUnknownHostIsNamed() {
    assertThatThrownBy(
        () -> OperationsEndpoint.start("no such host", 1, registry, List::of, List::of, OperationsAccess.OPEN))
        .isInstanceOf(UncheckedIOException.class).hasMessageContaining("no such host:1");
  }

  private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + LOOPBACK + ":" + endpoint.port() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
