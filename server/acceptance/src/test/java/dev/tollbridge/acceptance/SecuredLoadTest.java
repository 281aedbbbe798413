package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.security.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A load over mutual TLS, whose bridges have a token for their id: it reconciles, and keeps its stream while the server's
 * certificate is replaced and tokens are made and revoked.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class SecuredLoadTest {
  private static final String SEED = "7";
  private static final String BRIDGE = "sim-" + SEED + "-bridge-0";
  /** Its bridge has another id. */
  private static final String OTHER_SEED = "8";
  private static final Pattern TOKEN = Pattern.compile("(?m)^tb_(?<id>[0-9a-z]+)_[0-9a-f]+$");
  private static final long LEGS_BEFORE = 30;
  private static final long PAUSE_MILLIS = 50;

  @TempDir
  private Path directory;
  private Path tls = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void makeCertificates() throws IOException, GeneralSecurityException {
    tls = Files.createDirectories(directory.resolve("tls"));
    data = directory.resolve("data");
    try (TestAuthority authority = TestAuthority.make(tls, 1)) {
      authority.server("server", List.of("localhost", "127.0.0.1"));
      authority.server("renewed", List.of("localhost", "127.0.0.1"));
      authority.client("site");
    }
  }

  private String file(String name) {
    return tls.resolve(name).toString();
  }

  private ServerProcess start() throws IOException {
    return ServerProcess.start(data, "--auth", "--time-scale", "60", "--tls-cert", file("server.crt"), "--tls-key",
        file("server.key"), "--tls-ca", file("ca.crt"));
  }

  /** Runs {@code tollbridge token} with a client certificate and the administrator's token. */
  private String token(ServerProcess server, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("token"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--target", "127.0.0.1:" + server.port()));
    command.addAll(identity());
    ServerProcess.Ended ended = ServerProcess.run(command);
    assertThat(ended.exitCode()).as(ended.message()).isZero();
    return ended.message();
  }

  private List<String> identity() {
    return List.of("--tls-ca", file("ca.crt"), "--tls-cert", file("site.crt"), "--tls-key", file("site.key"),
        "--token-file", data.resolve("admin-token").toString());
  }

  private static MatchResult made(String output) {
    Matcher token = TOKEN.matcher(output);
    assertThat(token.find()).as(output).isTrue();
    return token.toMatchResult();
  }

  private SimulatorProcess load(ServerProcess server, Path bridgeToken, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(identity());
    arguments
        .addAll(List.of("--bridge-token-file", bridgeToken.toString(), "--organizations", "5", "--allow-late", "100"));
    arguments.addAll(List.of(options));
    return SimulatorProcess.load(directory.resolve("load.log"), server.port(), arguments.toArray(String[]::new));
  }

  /** The certificate that the server shows to a new connection. */
  private Certificate shown(ServerProcess server) throws IOException, GeneralSecurityException {
    try (var socket = (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(),
        server.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", certificate("ca.crt"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Certificate certificate(String name) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(tls.resolve(name))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private void renew() throws IOException {
    for (String kind : List.of(".crt", ".key")) {
      Files.move(tls.resolve("renewed" + kind), tls.resolve("server" + kind), StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void aLoadKeepsItsStreamWhileCertificatesAndTokensChange() throws Exception {
    try (ServerProcess server = start()) {
      MatchResult edge = made(token(server, "create", "--name", "edge", "--role", "bridge", "--bridge", BRIDGE));
      Path bridgeToken = Files.writeString(directory.resolve("edge-token"), edge.group());
      Certificate renewed = certificate("renewed.crt");
      assertThat(shown(server)).isEqualTo(certificate("server.crt"));
      try (SimulatorProcess load = load(server, bridgeToken, "--seed", SEED, "--rate", "40/s", "--duration", "1h")) {
        load.awaitProgress("started", LEGS_BEFORE);
        renew();
        MatchResult other = made(token(server, "create", "--name", "other", "--role", "bridge"));
        assertThat(token(server, "revoke", other.group("id"))).contains(other.group("id"));
        while (!shown(server).equals(renewed)) {
          assertThat(server.endsWithin(PAUSE_MILLIS)).as("the server ended by itself").isFalse();
        }
        load.awaitProgress("started", load.progress("started") + LEGS_BEFORE);
        assertThat(load.interrupt()).isGreaterThan(2 * LEGS_BEFORE);
        assertThat(load.reconnects()).isZero();
      }
      try (SimulatorProcess load = load(server, bridgeToken, "--seed", OTHER_SEED, "--legs", "5", "--duration", "1s")) {
        assertThat(load.fails()).contains("bound to bridge id");
      }
    }
  }
}
