package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.simulator.cli.FakeServer.Behaviour;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.Opened;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --spool}: events on disk, and the legs that a killed run left active. */
@Timeout(120)
class SpoolOptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  private Path folder;
  private Path deck;
  private Path spool;

  @BeforeEach
  void files() throws IOException {
    spool = folder.resolve("spool");
    deck = Files.writeString(folder.resolve("one-cent.csv"),
        """
            prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
            ,Anywhere,0.01,0,60,60,USD
            """);
  }

  @Test
  void everyRunHasASessionOfItsOwnAndClearsTheOneBefore() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      assertReconciles(load(server));
      List<Path> first = sessions();
      assertReconciles(load(server));
      assertThat(first).hasSize(2);
      assertThat(sessions()).hasSize(2).doesNotContainAnyElementsOf(first);
    }
  }

  @Test
  void legsOfAKilledRunAreEndedFirst() throws Exception {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      leaveALeg(server);
      String printed = load(server);
      assertThat(printed).contains("sim-1-bridge-0: an earlier run left 0 events to send and 1 legs to end");
      assertReconciles(printed);
      assertThat(load(server)).doesNotContain("an earlier run left");
    }
  }

  /** Runs a bridge that stops before its leg ends. */
  private void leaveALeg(FakeServer server) throws Exception {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(server.target()).usePlaintext().build();
    try (BridgeClient client = BridgeClient.builder(channel, "sim-1-bridge-0", 1, new BridgeListener() {
    }).spool(spool.resolve("sim-1-bridge-0").resolve("session-1")).build()) {
      client.start();
      Opened opened = client.awaitOpened(PATIENCE);
      Timestamp now = opened.getServerTime();
      client.answered(LegAnswered.newBuilder().setLegId("left").setConferenceId("c").setOrganizationId("sim-1-1")
          .setOrganizerId("o").setServiceNumber("+12025550100").setRemoteNumber("+33142685300").setAnswerTime(now)
          .build());
      assertThat(client.awaitAcknowledged(PATIENCE)).isTrue();
    } finally {
      channel.shutdownNow();
    }
  }

  private List<Path> sessions() throws IOException {
    try (Stream<Path> files = Files.walk(spool, 2)) {
      return files.filter(file -> file.getFileName().toString().startsWith("session-")).toList();
    }
  }

  private static void assertReconciles(String printed) {
    assertThat(printed).contains("reconciliation: OK legs=20 ");
  }

  private String load(FakeServer server) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(both, true, StandardCharsets.UTF_8);
    Main.commandLine(to, to).execute("load", "--target", server.target(), "--rate", "300/s", "--duration", "1s",
        "--mix", "dialout=1", "--organizations", "3", "--hold", "exp:120s", "--legs", "20", "--bridges", "2", "--deck",
        deck.toString(), "--spool", spool.toString());
    return both.toString(StandardCharsets.UTF_8);
  }
}
