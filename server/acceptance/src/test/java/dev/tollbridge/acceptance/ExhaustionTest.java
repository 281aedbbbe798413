package dev.tollbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Organizations run out of credit under rates with odd increments, while obedient bridges hang up as requested: no
 * balance ends below zero.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ExhaustionTest {
  private static final String DECK = """
      prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
      33,France,0.10,0,90,60,USD
      34,Spain,0.10,0,30,6,USD
      39,Italy,0.10,0.05,60,60,USD
      44,United Kingdom,0.10,0,3600,60,USD
      48,Poland,0.10,0.05,30,7,USD
      49,Germany,0.10,0,1,1,USD
      """;

  @TempDir
  private Path directory;

  /** Every leg would last for longer than the load, so all are hung up on request or have paid for the hour. */
  @Test
  void noBalanceEndsBelowZero() throws IOException, InterruptedException {
    Path deck = Files.writeString(directory.resolve("deck.csv"), DECK);
    try (ServerProcess server = ServerProcess.start(directory.resolve("data"), "--time-scale", "20");
        SimulatorProcess load = SimulatorProcess.load(directory.resolve("load.log"), server.port(), "--deck",
            deck.toString(), "--mix", "dialout=1", "--dial-out-countries", "FR=1,ES=1,IT=1,GB=1,PL=1,DE=1", "--rate",
            "50/s", "--legs", "200", "--duration", "30s", "--hold", "fixed:20h", "--organizations", "10",
            "--organization-shares", "equal", "--faults", "broke=100%:8.00", "--allow-late", "100", "--assert",
            "overdrawn=0")) {
      String said = load.finish();
      assertThat(said).contains("assertion holds: overdrawn=0", "requests to disconnect: DENIAL_REASON_NO_CREDIT");
      assertThat(said).containsPattern("disconnects followed +[1-9]\\d");
    }
  }
}
