package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.cli.FakeServer.Behaviour;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads and replays against a server that requires TLS, a client's certificate and a token. */
@Timeout(120)
class ConnectionFlagsTest {
  @TempDir
  private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Certificates server;
  private Certificates client;

  @BeforeEach
  void makeCertificates() throws Exception {
    server = Certificates.make(folder, "server");
    client = Certificates.make(folder, "client");
  }

  @Test
  void aServerWithACertificateIsTrustedByItsAuthority() throws IOException {
    try (FakeServer tls = new FakeServer(Behaviour.HONEST, tls(ClientAuth.NONE), Optional.empty())) {
      assertThat(load(tls, "--tls", "--tls-ca", server.certificate().toString())).isZero();
      assertThat(printed()).contains("reconciliation: OK legs=20 ");
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrusted() throws IOException {
    try (FakeServer tls = new FakeServer(Behaviour.HONEST, tls(ClientAuth.NONE), Optional.empty())) {
      assertThat(load(tls, "--tls")).isEqualTo(3);
      assertThat(load(tls, "--tls-ca", client.certificate().toString())).isEqualTo(3);
      assertThat(load(tls)).isEqualTo(3);
      assertThat(printed()).contains("it speaks TLS: use --tls").doesNotContain("Exception");
    }
  }

  @Test
  void theBridgesShowTheirCertificateAndTheirToken() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    try (FakeServer strict = new FakeServer(Behaviour.HONEST, tls(ClientAuth.REQUIRE), Optional.of("s3cret"))) {
      assertThat(
          load(strict, "--tls-ca", server.certificate().toString(), "--tls-cert", client.certificate().toString(),
              "--tls-key", client.key().toString(), "--token-file", token.toString(), "--bridges", "3", "--connections",
              "2"))
          .isZero();
      assertThat(load(strict, "--tls-ca", server.certificate().toString(), "--token", "s3cret")).isEqualTo(3);
    }
  }

  @Test
  void aWrongTokenIsReportedInTheServersWords() throws IOException {
    try (FakeServer strict = new FakeServer(Behaviour.HONEST, tls(ClientAuth.NONE), Optional.of("s3cret"))) {
      assertThat(load(strict, "--tls-ca", server.certificate().toString(), "--token", "guess")).isEqualTo(1);
      assertThat(printed()).contains("UNAUTHENTICATED: no token, or another one").doesNotContain("guess");
    }
  }

  @Test
  void replaysConnectTheSameWay() throws IOException {
    Path report = Files.writeString(folder.resolve("usage.csv"), """
        UsageId,AAD ObjectId,Call Type,Caller ID,Destination Number,Start Time,End Time,Charge,Currency
        u1,oid,conf_out,+12015550123,+33142685300,2026-10-05T08:02:00Z,2026-10-05T08:03:30Z,0.02,USD
        """);
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    try (FakeServer strict = new FakeServer(Behaviour.HONEST, tls(ClientAuth.REQUIRE), Optional.of("s3cret"))) {
      List<String> replay = List.of("replay", report.toString(), "--live", "--organization", "acme", "--target",
          strict.target(), "--tls-ca", server.certificate().toString(), "--tls-cert", client.certificate().toString(),
          "--tls-key",
          client.key().toString());
      assertThat(run(with(replay, "--token-file", token.toString()))).isZero();
      assertThat(printed()).contains("replay: live, all rows: rated=1 denied=0 rejected=0 open=0");
      assertThat(run(with(replay, "--token", "guess"))).isEqualTo(1);
      assertThat(printed()).contains("UNAUTHENTICATED: no token, or another one").doesNotContain("guess");
    }
  }

  @ParameterizedTest
  @CsvSource({"--tls-ca,/no/such/ca.pem", "--tls-cert,/no/such/cert.pem", "--tls-key,/no/such/key.pem",
    "--token,two words",
    "--token-file,/no/such/token", "--connections,-1", "--connections,1000"})
  void aBadArgumentIsNamed(String option, String value) {
    assertThat(run("load", option, value)).isEqualTo(2);
    assertThat(printed()).contains(option);
  }

  @Test
  void aFileThatIsNotACertificateIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    assertThat(run("load", "--tls-ca", file.toString())).isEqualTo(2);
    assertThat(printed()).contains("--tls-ca, --tls-cert or --tls-key is not usable").doesNotContain("Exception");
  }

  @Test
  void twoTokensAreRefused() {
    assertThat(run("load", "--token", "a", "--token-file", "b")).isEqualTo(2);
    assertThat(printed()).contains("exclude each other");
  }

  private ServerCredentials tls(ClientAuth clients) throws IOException {
    return TlsServerCredentials.newBuilder().keyManager(server.certificate().toFile(), server.key().toFile())
        .trustManager(client.certificate().toFile()).clientAuth(clients).build();
  }

  private int load(FakeServer target, String... more) throws IOException {
    Path deck = Files.writeString(folder.resolve("deck.csv"), "prefix,destination,price_per_minute\n,Anywhere,0.01\n");
    List<String> args = List.of("load", "--target", target.target(), "--rate", "200/s", "--duration", "1s", "--legs",
        "20", "--mix", "dialout=1", "--organizations", "2", "--deck", deck.toString(), "--hold", "exp:120s",
        "--allow-late", "100");
    return run(with(args, more));
  }

  private static String[] with(List<String> args, String... more) {
    return Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private int run(String... args) {
    PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.commandLine(to, to).execute(args);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
