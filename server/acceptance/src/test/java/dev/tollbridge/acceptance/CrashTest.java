package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.export.PostgresCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real server under the simulator's load at random moments, with PostgreSQL stopped for a third of the time:
 * whatever was streamed, stored and exported must be the same in the end, and right. {@code -Dkills=N} for more.
 */
@Timeout(value = 1_000, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class CrashTest {
  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final int SHARDS = 2;
  private static final long LONGEST_LIFE_MILLIS = 1_500;
  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 10_000;

  @TempDir
  private Path directory;
  private final long seed = Long.getLong("tollbridge.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private String address = "";
  private String url = "";
  private int killsUnderLoad;

  @Test
  void nothingIsLostAndNothingIsChargedTwice() throws Exception {
    System.out.println("CrashTest: " + KILLS + " kills, -Dtollbridge.seed=" + seed);
    int port = freePort();
    address = "127.0.0.1:" + port;
    try (PostgresCluster postgres = new PostgresCluster(directory.resolve("postgres"))) {
      url = postgres.createDatabase();
      ServerProcess server = launch();
      server.awaitServing();
      try (
          SimulatorProcess load = SimulatorProcess.load(directory.resolve("load.log"), port, "--rate", "40/s", "--hold",
              "exp:180s", "--duration", "1h", "--organizations", "10", "--seed", Long.toString(seed & 0xffff))) {
        load.awaitProgress("charges", 0);
        kills(server, load, postgres);
        finish(load);
      }
    }
  }

  private void kills(ServerProcess first, SimulatorProcess load, PostgresCluster postgres) throws Exception {
    ServerProcess server = first;
    for (int kill = 1; kill <= KILLS; kill++) {
      live(server, load);
      server.close();
      if (kill == KILLS / 3) {
        postgres.stop();
      }
      if (kill == 2 * KILLS / 3) {
        postgres.startAgain();
      }
      server = launch();
    }
    server.close();
  }

  /** Some servers are killed while they start, some as soon as they serve, most under load. */
  private void live(ServerProcess server, SimulatorProcess load) throws IOException, InterruptedException {
    int fate = random.nextInt(6);
    if (fate > 0) {
      server.awaitServing();
    }
    if (fate > 1) {
      load.awaitProgress("charges", load.progress("charges"));
      killsUnderLoad++;
    }
    assertThat(server.endsWithin(random.nextLong(LONGEST_LIFE_MILLIS))).as("the server ended by itself").isFalse();
  }

  private void finish(SimulatorProcess load) throws Exception {
    StoredRows stored = new StoredRows(directory.resolve("data"), SHARDS, url);
    try (ServerProcess server = launch()) {
      server.awaitServing();
      load.awaitProgress("charges", load.progress("charges"));
      long legs = load.interrupt();
      assertThat(stored.count(RecordTable.CALL_RECORD)).isEqualTo(legs);
      while (!stored.areExported()) {
        assertThat(server.endsWithin(100)).as("the server ended by itself").isFalse();
      }
      server.terminate();
    }
    assertThat(killsUnderLoad).isPositive();
    assertThat(load.reconnects()).isGreaterThanOrEqualTo(killsUnderLoad);
    stored.requireEqual();
    ServerProcess.Ended audit = ServerProcess.run(List.of("verify", directory.resolve("data").toString()));
    assertThat(audit.exitCode()).as(audit.message()).isZero();
  }

  private ServerProcess launch() throws IOException {
    return ServerProcess.launch(directory.resolve("data"), "--listen", address, "--time-scale", "60", "--shards",
        Integer.toString(SHARDS), "--snapshot-interval", "5s", "--export-jdbc-url", url);
  }

  /** Below the range of outgoing connections: while the server is down nothing else gets its port by chance. */
  private int freePort() throws IOException {
    while (true) {
      int port = LOWEST_PORT + random.nextInt(PORTS);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        // The next one is tried.
      }
    }
  }
}
