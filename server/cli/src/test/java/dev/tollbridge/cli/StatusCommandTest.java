package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a server, by what protects it and who asks. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatusCommandTest {
  @TempDir
  private Path folder;

  @Test
  void anOpenServerSaysSo() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      CommandRun run = server.run("status");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.lines()).contains("health: serving", "level: 1", "shards: 2", "ports: plain text",
          "access: open: everybody on its machine may do everything", "active legs: 0", "time scale: 1", "warnings:");
      var object = JsonParser.parseString(server.run("status --json").out()).getAsJsonObject();
      assertThat(object.get("started").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }
  }

  @Test
  void aProtectedServerShowsMoreToWhoMaySeeIt() throws Exception {
    assertThat(CommandRun.of("certificates", folder.resolve("tls").toString()).exitCode()).isZero();
    Path authority = folder.resolve("tls/ca.crt");
    try (RunningServer server = RunningServer.secured(folder.resolve("data"), folder.resolve("tls"))) {
      CommandRun stranger = server.run("status", "--tls-ca", authority.toString());
      assertThat(stranger.exitCode()).as(stranger.err()).isZero();
      assertThat(stranger.lines()).contains("health: serving", "connection: TLS", "identity: none", "access:");
      assertThat(stranger.err()).startsWith("more is shown to an administrator's").hasLineCount(1);
      CommandRun administrator = server.run("status", "--tls-ca", authority.toString(), "--token-file",
          folder.resolve("data/admin-token").toString());
      assertThat(administrator.lines()).contains("identity: token", "ports: TLS",
          "access: a token or a client certificate is needed");
      CommandRun plain = server.run("status");
      assertThat(plain.exitCode()).isEqualTo(3);
      assertThat(plain.err()).contains("it speaks TLS: use --tls").hasLineCount(1);
    }
  }

  @Test
  void tlsAgainstAPlainServerIsExplained() throws Exception {
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      CommandRun run = server.run("status --tls");
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains("it speaks plain text: leave out --tls").hasLineCount(1);
    }
  }
}
