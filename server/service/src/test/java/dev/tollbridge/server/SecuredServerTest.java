package dev.tollbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.security.SecuritySettings;
import dev.tollbridge.server.security.TestAuthority;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.v1.AccessServiceGrpc;
import dev.tollbridge.v1.CreateTokenRequest;
import dev.tollbridge.v1.CreateTokenResponse;
import dev.tollbridge.v1.ListTokensRequest;
import dev.tollbridge.v1.RevokeTokenRequest;
import dev.tollbridge.v1.Role;
import dev.tollbridge.v1.Token;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server with TLS on both ports: certificates, the first token, and files that change while it runs. */
@Tag("slow")
@Timeout(180)
final class SecuredServerTest {
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir
  private Path directory;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private @Nullable Server server;
  private Path tls = Path.of("");

  @BeforeEach
  void makeCertificates() throws Exception {
    tls = authority("tls", "edge-1");
  }

  @AfterEach
  void stop() {
    channels.forEach(ManagedChannel::shutdownNow);
    if (server != null) {
      server.close();
    }
  }

  private Path authority(String name, String client) throws Exception {
    Path made = Files.createDirectories(directory.resolve(name));
    try (TestAuthority authority = TestAuthority.make(made, 1)) {
      authority.server("server", List.of("localhost", "127.0.0.1"));
      authority.client(client);
    }
    return made;
  }

  private Server start(SecuritySettings security) throws Exception {
    var settings = new ServerSettings(directory.resolve("data"), ANY_PORT, ANY_PORT, 1, 1, Duration.ofMinutes(2),
        Duration.ofHours(6), 50_000_000, Duration.ofDays(1), Duration.ofMinutes(10), null, null, security);
    Server started = Server.start(settings);
    server = started;
    return started;
  }

  private SecuritySettings mutual() {
    return new SecuritySettings(tls.resolve("server.crt"), tls.resolve("server.key"), tls.resolve("ca.crt"), false,
        false);
  }

  private static TlsChannelCredentials.Builder trusting(Path made) throws Exception {
    return TlsChannelCredentials.newBuilder().trustManager(made.resolve("ca.crt").toFile());
  }

  private static ChannelCredentials certificate(Path trusted, Path own, String name) throws Exception {
    return trusting(trusted).keyManager(own.resolve(name + ".crt").toFile(), own.resolve(name + ".key").toFile())
        .build();
  }

  private ManagedChannel channel(Server running, ChannelCredentials credentials) {
    ManagedChannel channel = Grpc.newChannelBuilderForAddress("localhost", running.port(), credentials).build();
    channels.add(channel);
    return channel;
  }

  private Channel administrator(Server running) throws Exception {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + firstToken());
    return ClientInterceptors.intercept(channel(running, trusting(tls).build()),
        MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private Path tokenFile() {
    return directory.resolve("data").resolve("admin-token");
  }

  private String firstToken() throws Exception {
    return Files.readString(tokenFile()).strip();
  }

  private static List<Token> tokens(Channel channel) {
    return AccessServiceGrpc.newBlockingStub(channel).listTokens(ListTokensRequest.getDefaultInstance())
        .getTokensList();
  }

  private static CreateTokenResponse create(Channel administrator, String name, Role role, String certificate) {
    return AccessServiceGrpc.newBlockingStub(administrator).createToken(CreateTokenRequest.newBuilder().setName(name)
        .setRole(role).setCertificateName(certificate).build());
  }

  private static String outcome(Supplier<?> call) {
    try {
      var _ = call.get();
      return "OK";
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    }
  }

  @Test
  void theDirectoryAndTheFirstTokenAreForTheOwner() throws Exception {
    Server running = start(mutual());
    assertThat(Files.getPosixFilePermissions(directory.resolve("data")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(tokenFile())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(tokens(administrator(running))).singleElement().extracting(Token::getRole).isEqualTo(Role.ROLE_ADMIN);
    String first = firstToken();
    running.close();

    Server again = start(mutual());
    assertThat(firstToken()).isEqualTo(first);
    Channel administrator = administrator(again);
    assertThat(AccessServiceGrpc.newBlockingStub(administrator).revokeToken(RevokeTokenRequest.newBuilder()
        .setTokenId(tokens(administrator).getFirst().getTokenId()).build()).getToken().hasRevokeTime()).isTrue();
    again.close();

    Server recovered = start(mutual());
    assertThat(firstToken()).isNotEqualTo(first);
    assertThat(tokens(administrator(recovered))).hasSize(2);
  }

  @Test
  void plainTextAndForeignAuthoritiesAreRefused() throws Exception {
    Server running = start(mutual());
    Path foreign = authority("foreign", "edge-1");
    var health = HealthCheckRequest.getDefaultInstance();
    for (ChannelCredentials credentials : List.of(InsecureChannelCredentials.create(), trusting(foreign).build(),
        certificate(tls, foreign, "edge-1"))) {
      assertThat(outcome(() -> HealthGrpc.newBlockingStub(channel(running, credentials)).check(health)))
          .isEqualTo("UNAVAILABLE");
    }
    assertThat(outcome(() -> HealthGrpc.newBlockingStub(channel(running, trustingOwn())).check(health)))
        .isEqualTo("OK");
    assertThat(outcome(() -> tokens(channel(running, trustingOwn())))).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    tls = Files.createDirectories(directory.resolve("dated"));
    try (TestAuthority authority = TestAuthority.make(tls, 1)) {
      authority.server("server", List.of("localhost", "127.0.0.1"));
      authority.client("valid", 0);
      authority.client("expired", 2);
    }
    Server running = start(mutual());
    var health = HealthCheckRequest.getDefaultInstance();
    for (var expected : Map.of("valid", "OK", "expired", "UNAVAILABLE").entrySet()) {
      Channel client = channel(running, certificate(tls, tls, expected.getKey()));
      assertThat(outcome(() -> HealthGrpc.newBlockingStub(client).check(health))).as(expected.getKey())
          .isEqualTo(expected.getValue());
    }
  }

  private ChannelCredentials trustingOwn() {
    try {
      return trusting(tls).build();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientCertificateIsWhatItsEntrySays() throws Exception {
    Server running = start(mutual());
    Channel edge = channel(running, certificate(tls, tls, "edge-1"));
    assertThat(outcome(() -> tokens(edge))).isEqualTo("UNAUTHENTICATED");
    Channel administrator = administrator(running);
    CreateTokenResponse entry = create(administrator, "edge", Role.ROLE_ADMIN, "edge-1");
    assertThat(entry.getBearerToken()).isEmpty();
    assertThat(tokens(edge)).contains(entry.getToken());
    assertThat(outcome(() -> create(administrator, "edge", Role.ROLE_ADMIN, "edge-1"))).isEqualTo("ALREADY_EXISTS");
    var _ = AccessServiceGrpc.newBlockingStub(administrator)
        .revokeToken(RevokeTokenRequest.newBuilder().setTokenId(entry.getToken().getTokenId()).build());
    assertThat(outcome(() -> tokens(edge))).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void newFilesAreUsedWithoutEndingStreams() throws Exception {
    Server running = start(mutual());
    var answers = new LinkedBlockingQueue<String>();
    HealthGrpc.newStub(channel(running, trusting(tls).build())).watch(HealthCheckRequest.getDefaultInstance(),
        new StreamObserver<>() {
          @Override
          public void onNext(HealthCheckResponse response) {
            answers.add(response.getStatus().name());
          }

          @Override
          public void onError(Throwable error) {
            answers.add(error.toString());
          }

          @Override
          public void onCompleted() {
            answers.add("completed");
          }
        });
    assertThat(answers.poll(30, TimeUnit.SECONDS)).isEqualTo("SERVING");
    Path next = authority("next", "edge-2");
    replace(next, "server.crt");
    replace(next, "server.key");
    replace(next, "ca.crt");
    String outcome = "";
    for (int attempt = 0; attempt < 600 && !outcome.equals("OK"); attempt++) {
      ManagedChannel channel = channel(running, certificate(next, next, "edge-2"));
      outcome = outcome(() -> HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()));
      channel.shutdownNow();
    }
    assertThat(outcome).isEqualTo("OK");
    assertThat(answers).isEmpty();
  }

  private void replace(Path from, String file) throws Exception {
    Files.move(from.resolve(file), tls.resolve(file), StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(tls.resolve(file), from.resolve(file));
  }

  @Test
  void theHttpPortIsProtectedToo() throws Exception {
    Server running = start(mutual());
    HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
    assertThat(get(client, running, "/healthz", "").statusCode()).isEqualTo(200);
    assertThat(get(client, running, "/readyz", "").statusCode()).isEqualTo(200);
    assertThat(get(client, running, "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(get(client, running, "/metrics", "tb_a_b").statusCode()).isEqualTo(401);
    Channel administrator = administrator(running);
    String viewer = create(administrator, "viewer", Role.ROLE_VIEWER, "").getBearerToken();
    assertThat(get(client, running, "/metrics", viewer).statusCode()).isEqualTo(401);
    String scraper = create(administrator, "scraper", Role.ROLE_METRICS, "").getBearerToken();
    HttpResponse<String> metrics = get(client, running, "/metrics", scraper);
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("tollbridge_open_access 0.0").contains("tollbridge_plain_text 0.0")
        .contains("tollbridge_certificate_remaining_seconds").contains("tollbridge_known_bridges 0.0")
        .contains("tollbridge_refused_callers_total{reason=\"invalid_credentials\"} 1.0");
  }

  private static HttpResponse<String> get(HttpClient client, Server running, String path, String token)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create("https://localhost:" + running.httpPort() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private SSLContext trust() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(tls.resolve("ca.crt"))) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void filesThatDoNotFitTogetherAreRefusedAtTheStart() throws Exception {
    Path other = authority("other", "edge-1");
    assertThatThrownBy(() -> start(new SecuritySettings(tls.resolve("server.crt"), other.resolve("server.key"), null,
        false, false))).isInstanceOf(StartupException.class).hasMessageContaining("is not the private key");
    assertThatThrownBy(() -> start(new SecuritySettings(tls.resolve("server.crt"), tls.resolve("gone"), null, false,
        false))).isInstanceOf(StartupException.class).hasMessageContaining("gone");
    assertThatThrownBy(() -> start(new SecuritySettings(tls.resolve("server.key"), tls.resolve("server.key"), null,
        false, false))).isInstanceOf(StartupException.class).hasMessageContaining("no PEM certificates");
  }

  @Test
  void loopbackIsOpenUnlessItIsAskedToIdentify() throws Exception {
    Server running = start(SecuritySettings.NONE);
    assertThat(tokens(channel(running, InsecureChannelCredentials.create()))).isEmpty();
    assertThat(tokenFile()).doesNotExist();
    running.close();
    Server identified = start(new SecuritySettings(null, null, null, false, true));
    assertThat(outcome(() -> tokens(channel(identified, InsecureChannelCredentials.create()))))
        .isEqualTo("UNAUTHENTICATED");
    assertThat(tokenFile()).exists();
  }
}
