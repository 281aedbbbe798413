package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.cli.FakeServer.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tollbridge-sim replay --live} against a server that charges a cent for every started minute. */
@Timeout(60)
class LiveReplayTest {
  /** Rows out of order, one without length, and one that ends after others have started. */
  private static final String REPORT = """
      UsageId,AAD ObjectId,Call Type,Caller ID,Destination Number,Start Time,End Time,Charge,Currency
      late,oid,conf_out,+12015550123,+33142685300,2026-10-05T08:02:00Z,2026-10-05T08:03:30Z,0.02,USD
      first,oid,conf_out,+12015550123,+33142685300,2026-10-05T08:00:00Z,2026-10-05T08:05:00Z,0.05,USD
      zero,oid,conf_out,+12015550123,+33142685300,2026-10-05T08:01:00Z,2026-10-05T08:01:00Z,0.00,USD
      """;

  @TempDir
  private Path folder;

  @Test
  void legsAreAnsweredAndEndedAsFarApartAsInTheReport() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      CommandRun run = live(server, REPORT);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo("""
          legs rated 2, free 1, denied or hung up 0, rows rejected 0, not closed 0
          charged 0.070000 USD
          charges that differ from the report 0
          replay: live, all rows: rated=2 denied=0 rejected=0 open=0
          """);
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void atAnotherSpeedCallsGetShorterAndChargesAreNotCompared() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      CommandRun run = live(server, REPORT, "--speed", "5");
      assertThat(run.out()).contains("charged 0.020000 USD").doesNotContain("differ");
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void deniedLegsAndBadRowsShowInTheExitCode() throws IOException {
    try (FakeServer server = new FakeServer(new Behaviour(List::of, legNumber -> legNumber == 1, 0))) {
      CommandRun denied = live(server, REPORT);
      assertThat(denied.exitCode()).isEqualTo(1);
      assertThat(denied.out()).endsWith("replay: live, all rows: rated=1 denied=1 rejected=0 open=0\n");
    }
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      CommandRun run = live(server, REPORT + "x,oid,conf\n");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("line 5: Call Type conf");
      assertThat(run.out()).contains("denied or hung up 0, rows rejected 1, not closed 0");
    }
  }

  @Test
  void callsOfOtherProductsAreCounted() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      CommandRun run = live(server, REPORT + "x,oid,user_out\n");
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("rows of other products 1 {user_out=1}");
    }
  }

  @Test
  void aRepeatedRowIsPlayedOnce() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      CommandRun run = live(server, REPORT + REPORT.lines().toList().getLast() + "\n");
      assertThat(run.err()).contains("line 5: UsageId zero is repeated");
      assertThat(run.out()).contains("legs rated 2, free 1, denied or hung up 0, rows rejected 1, not closed 0");
    }
  }

  private CommandRun live(FakeServer server, String report, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("usage.csv"), report);
    List<String> args = new ArrayList<>(List.of("replay", file.toString(), "--target", server.target(),
        "--organization", "acme", "--live"));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
