package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.Server;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and tokens from the command line, against a server with TLS. */
@Tag("slow")
@Timeout(180)
final class TokenCommandTest {
  private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);

  @TempDir
  private Path directory;
  private final PrintStream systemOut = System.out;
  private final PrintStream systemErr = System.err;

  /** How a command ended. */
  private record Result(int exitCode, String out, String err) {}

  @AfterEach
  void restore() {
    System.setOut(systemOut);
    System.setErr(systemErr);
  }

  private Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Main.execute(arguments);
      return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      restore();
    }
  }

  @Test
  void theFirstAdministratorMakesListsAndRevokesTokens() throws Exception {
    Path tls = directory.resolve("tls");
    assertThat(run("certificates", tls.toString(), "--client", "edge-1").out()).contains("edge-1.key");
    var options = new ServerOptions();
    options.data = directory.resolve("data");
    options.listen = ANY_PORT;
    options.http = ANY_PORT;
    options.security.certificate = tls.resolve("server.crt");
    options.security.key = tls.resolve("server.key");
    try (Server server = Server.start(options.settings())) {
      String target = "localhost:" + server.port();
      String ca = tls.resolve("ca.crt").toString();
      Path admin = options.data.resolve("admin-token");
      Result made = run("token", "create", "--target", target, "--tls-ca", ca, "--token-file", admin.toString(),
          "--name", "ops", "--role", "admin", "--expires", "90d");
      assertThat(made.exitCode()).as(made.err()).isZero();
      assertThat(made.out()).matches("tb_[0-9a-f]{12}_[0-9a-f]{64}\\R");
      String id = made.out().substring(3, made.out().indexOf('_', 3));
      Path ops = Files.writeString(directory.resolve("ops-token"), made.out());
      Result listed = run("token", "list", "--target", target, "--tls-ca", ca, "--token-file", ops.toString());
      assertThat(listed.out()).containsPattern(id + " +ops +admin").containsPattern("first-administrator +admin");
      Result revoked = run("token", "revoke", id, "--target", target, "--tls-ca", ca, "--token-file",
          admin.toString());
      assertThat(revoked.out()).containsPattern("token id: +" + id).containsPattern("state: +revoked 20");
      Result refused = run("token", "list", "--target", target, "--tls-ca", ca, "--token-file", ops.toString());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("was revoked");
    }
  }

  @Test
  void certificatesAreMadeOnceAndWhole() throws Exception {
    Path tls = directory.resolve("tls");
    assertThat(run("certificates", tls.toString(), "--client", "a", "--client", "b").exitCode()).isZero();
    try (var files = Files.list(tls)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("ca.crt", "server.crt",
          "server.key", "a.crt", "a.key", "b.crt", "b.key");
    }
    assertThat(run("certificates", tls.toString()).exitCode()).isEqualTo(1);
    assertThat(run("certificates", directory.resolve("other").toString(), "--client", "../x").exitCode()).isEqualTo(2);
    assertThat(run("certificates", directory.resolve("other").toString(), "--days", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void anAddressThatOthersCanReachNeedsTls() {
    Result refused = run("serve", "--data", directory.resolve("data").toString(), "--listen", "0.0.0.0:0");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--tls-cert").contains("--insecure");
  }
}
