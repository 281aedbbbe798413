package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.GetOrganizationResponse;
import dev.tollbridge.v1.OrganizationServiceGrpc;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Channels of options against servers with and without TLS, and what people read when the two do not fit. */
@Timeout(60)
class CallFailureTest {
  private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
      Metadata.ASCII_STRING_MARSHALLER);

  @TempDir
  private static Path folder;
  private static TestCertificate certificate;
  private static TestCertificate other;

  private final List<String> tokens = new ArrayList<>();
  private @Nullable Server server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    ((Logger) LoggerFactory.getLogger("io.grpc")).setLevel(Level.WARN);
    certificate = TestCertificate.make(folder, "server", "dns:localhost,ip:127.0.0.1");
    other = TestCertificate.make(folder, "other", "dns:rating.example");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.shutdownNow();
    }
  }

  private void serve(ServerCredentials credentials) throws IOException {
    server = Grpc.newServerBuilderForPort(0, credentials).intercept(new ServerInterceptor() {
      @Override
      public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
          ServerCallHandler<Q, R> next) {
        tokens.add(headers.get(AUTHORIZATION));
        return Contexts.interceptCall(Context.current(), call, headers, next);
      }
    }).addService(new OrganizationServiceGrpc.OrganizationServiceImplBase() {
      @Override
      public void getOrganization(GetOrganizationRequest request, StreamObserver<GetOrganizationResponse> caller) {
        if (!request.getOrganizationId().isEmpty()) {
          caller.onError(Status.fromCodeValue(Integer.parseInt(request.getOrganizationId()))
              .withDescription("in its own words").asRuntimeException());
          return;
        }
        caller.onNext(GetOrganizationResponse.getDefaultInstance());
        caller.onCompleted();
      }
    }).build().start();
  }

  private Server running() {
    return Objects.requireNonNull(server);
  }

  private static ServerCredentials tls(TestCertificate shown, ClientAuth clients) throws IOException {
    return TlsServerCredentials.newBuilder().keyManager(shown.certificate().toFile(), shown.key().toFile())
        .trustManager(certificate.certificate().toFile()).clientAuth(clients).build();
  }

  private String call(String... settings) {
    return calling("", settings);
  }

  private String calling(String organization, String... settings) {
    Map<String, String> given = new HashMap<>(Map.of("target", "127.0.0.1:" + running().getPort()));
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    ConnectionOptions options = ConnectionOptions.of(given, null, Map.of("HOME", folder.toString()));
    ManagedChannel channel = options.open();
    try {
      Throwable failure = catchThrowable(() -> OrganizationServiceGrpc.newBlockingStub(channel)
          .getOrganization(GetOrganizationRequest.newBuilder().setOrganizationId(organization).build()));
      return failure == null ? "OK" : said(failure, options);
    } finally {
      channel.shutdownNow();
    }
  }

  private static String said(Throwable failure, ConnectionOptions options) {
    CallFailure said = CallFailure.of(failure, options);
    assertThat(said.message()).doesNotContain("Exception", "\n");
    return (said.reached() ? "reached: " : "not reached: ") + said.message();
  }

  private static String ca() {
    return certificate.certificate().toString();
  }

  @Test
  void encryptedAndPlainChannelsReachTheirServers() throws IOException {
    serve(InsecureServerCredentials.create());
    assertThat(call()).isEqualTo("OK");
    running().shutdownNow();
    serve(tls(certificate, ClientAuth.REQUIRE));
    assertThat(call("tls-ca", ca(), "tls-cert", ca(), "tls-key", certificate.key().toString())).isEqualTo("OK");
  }

  @Test
  void aPlainClientOfATlsServerReadsSo() throws IOException {
    serve(tls(certificate, ClientAuth.NONE));
    assertThat(call()).startsWith("not reached: cannot reach 127.0.0.1:").contains("it speaks TLS: use --tls");
    running().shutdownNow();
    serve(tls(certificate, ClientAuth.REQUIRE));
    assertThat(call()).contains("it speaks TLS: use --tls");
  }

  @Test
  void aTlsClientOfAPlainServerReadsSo() throws IOException {
    serve(InsecureServerCredentials.create());
    assertThat(call("tls", "true")).contains("it speaks plain text: leave out --tls");
  }

  @Test
  void anUntrustedServerAnotherHostAndAMissingCertificateAreNamed() throws IOException {
    serve(tls(certificate, ClientAuth.REQUIRE));
    assertThat(call("tls", "true")).contains("its certificate is not trusted");
    assertThat(call("tls-ca", ca())).contains("only clients with a certificate that it trusts");
    assertThat(call("tls-ca", ca(), "tls-cert", other.certificate().toString(), "tls-key", other.key().toString()))
        .contains("only clients with a certificate that it trusts");
    running().shutdownNow();
    serve(tls(other, ClientAuth.NONE));
    assertThat(call("tls-ca", other.certificate().toString())).contains("its certificate is that of another host");
  }

  @Test
  void nobodyThereAndAnUnknownHostAreNotReached() throws IOException {
    serve(InsecureServerCredentials.create());
    assertThat(call("target", "127.0.0.1:1"))
        .isEqualTo("not reached: cannot reach 127.0.0.1:1: connection refused: no server listens there");
    assertThat(call("target", "no-such-host.invalid:9090")).startsWith("not reached: ").contains("no-such-host");
  }

  @Test
  void theServersWordsAreShown() throws IOException {
    serve(InsecureServerCredentials.create());
    assertThat(calling("5")).isEqualTo("reached: in its own words");
    assertThat(calling("14")).matches("not reached: 127.0.0.1:\\d+ does not take calls now: in its own words");
    assertThat(calling("16")).contains("in its own words. Name a file with a token");
    assertThat(calling("16", "token", "t")).isEqualTo("reached: in its own words");
    assertThat(calling("12")).contains("does not have this call");
  }

  @Test
  void aTokenIsSentWithEveryCallAndReadAgainWhenItsFileChanges() throws Exception {
    serve(InsecureServerCredentials.create());
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    assertThat(call("token-file", file.toString())).isEqualTo("OK");
    assertThat(call("token", "own")).isEqualTo("OK");
    assertThat(tokens).containsExactly("Bearer first", "Bearer own");
    ConnectionOptions options = ConnectionOptions.of(
        Map.of("target", "127.0.0.1:" + running().getPort(), "token-file", file.toString()), null, Map.of());
    Files.writeString(file, "second");
    ManagedChannel channel = options.open();
    try {
      while (!tokens.contains("Bearer second")) {
        var _ = OrganizationServiceGrpc.newBlockingStub(channel)
            .getOrganization(GetOrganizationRequest.getDefaultInstance());
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
