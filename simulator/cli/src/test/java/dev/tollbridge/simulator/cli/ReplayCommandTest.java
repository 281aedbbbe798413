package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tollbridge-sim replay} against a server that rates at one cent a minute. */
@Timeout(60)
class ReplayCommandTest {
  private static final String HEADER = "UsageId,Call ID,Conference ID,AAD ObjectId,UPN,Call Type,Number Type,Caller ID,"
      + "Destination Number,Start Time,End Time,Duration Seconds,Charge,Currency\n";

  @TempDir
  private Path folder;

  @Test
  void aDryRunRatesEveryRowAndBooksNothing() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(dialOut("u1", 61, "0.02"), dialIn("u2", 60, "0.01")));
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).containsPattern("rows +2\n").containsPattern("would be charged +0.030000 USD\n")
          .containsPattern("charged in the report +0.03 USD\n").endsWith(
              "replay: dry run, all rows: rated=2 free=0 rejected=0 repeated=0 different=0\n");
      assertThat(server.booked).isEmpty();
      assertThat(server.seen).containsExactly(
          CompletedCall.newBuilder().setUsageId("u1").setLegId("call").setConferenceId("42").setOrganizationId("acme")
              .setOrganizerId("oid").setDirection(Direction.DIRECTION_DIAL_OUT).setServiceNumber("+12015550123")
              .setRemoteNumber("+33142685300").setAnswerTime(time("2026-10-05T08:00:00Z"))
              .setEndTime(time("2026-10-05T08:01:01Z")).build(),
          CompletedCall.newBuilder().setUsageId("u2").setLegId("call").setConferenceId("42").setOrganizationId("acme")
              .setOrganizerId("oid").setDirection(Direction.DIRECTION_DIAL_IN).setServiceNumber("+12015550123")
              .setRemoteNumber("anonymous").setAnswerTime(time("2026-10-05T08:00:00Z"))
              .setEndTime(time("2026-10-05T08:01:00Z")).build());
    }
  }

  @Test
  void bookedTwiceIsBookedOnce() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(many(1200));
      assertThat(replay(server, report, "--book").out()).endsWith(
          "replay: booked, all rows: rated=1200 free=0 rejected=0 repeated=0 different=0\n");
      assertThat(server.booked).hasSize(1200);
      CommandRun second = replay(server, report, "--book");
      assertThat(second.exitCode()).isZero();
      assertThat(second.out()).contains("repeated=1200").containsPattern("booked now +0\n")
          .containsPattern("booked before +1200\n").containsPattern("charged now +0\n")
          .containsPattern("charged before +12.000000 USD\n");
      assertThat(server.booked).hasSize(1200);
      assertThat(server.batches).containsExactly(500, 500, 200, 500, 500, 200);
    }
  }

  @Test
  void aRepeatedRowIsOneCall() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 60, "0.01"), dialOut("u2", 60, "0.01"), dialOut("u1", 60, "0.01"));
      assertThat(replay(server, report).out()).containsPattern("would be charged +0.020000 USD\n")
          .containsPattern("UsageId repeated +1\n").contains("rated=2 free=0 rejected=0 repeated=1");
      assertThat(replay(server, report, "--book").out()).containsPattern("charged now +0.020000 USD\n")
          .containsPattern("booked now +2\n").containsPattern("booked before +1\n")
          .containsPattern("charged before +0.010000 USD\n");
      assertThat(server.booked).hasSize(2);
    }
  }

  @Test
  void noFileIsWrittenOverAnother() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 61, "0.02"));
      String content = Files.readString(report);
      CommandRun run = replay(server, report, "--rejects", report.toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--rejects " + report + " is the file of FILE");
      assertThat(Files.readString(report)).isEqualTo(content);
      String state = report + ".rows";
      assertThat(replay(server, report, "--rejects", state, "--state", state).err())
          .contains("--state " + state + " is the file of --rejects");
    }
  }

  @ParameterizedTest
  @CsvSource({"--rejects,no/bad.csv", "--state,no/state", "--rejects,.", "--state,."})
  void aFileThatCannotBeWrittenIsNamedBeforeAnyCallIsSent(String option, String name) throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 61, "0.02"));
      Path file = folder.resolve(name);
      CommandRun run = replay(server, report, "--book", option, file.toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(option + " " + file + " cannot be written: ");
      assertThat(server.seen).isEmpty();
      assertThat(folder).isDirectoryNotContaining(path -> !path.equals(report));
    }
  }

  @Test
  void differencesArePrintedLargestFirst() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(dialOut("little", 60, "0.011"), dialOut("same", 60, "0.01"),
          dialOut("much", 600, "9.99"), dialOut("rounded", 60, "0.0100")));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("""
            line 4, much: report 9.99, server 0.10 USD
            line 2, little: report 0.011, server 0.010 USD
          """).contains("different=2");
    }
  }

  @Test
  void freeAndDeniedCallsAreCounted() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      String out = replay(server, report(dialOut("free", 60, "0").replace("+33142685300", "+33142689999"),
          dialOut("denied", 60, "0").replace("+33142685300", "+33142680000"), dialOut("paid", 60, "0.01"))).out();
      assertThat(out).containsPattern("free +1\n  no rate +1\n").contains("CAUTION: 1 calls are free")
          .containsPattern("denied +1\n").containsPattern("  no licence +1\n")
          .contains("rated=1");
    }
  }

  @Test
  void badRowsAreWrittenToAFileAndTheOthersAreRated() throws IOException {
    Path rejects = folder.resolve("bad.csv");
    String odd = dialOut("u2", 60, "0.01").replace("conf_out", "conf");
    String nameless = dialOut("", 60, "0.01");
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(dialOut("u1", 60, "0.01"), odd, "\"never closed", nameless,
          dialOut("u5", 60, "0.01")), "--rejects", rejects.toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("rated=2 free=0 rejected=3");
      assertThat(run.err()).contains("line 3: Call Type conf is not a conferencing call", "line 4: a quote",
          "line 5: UsageId is empty");
      assertThat(Files.readString(rejects)).isEqualTo(HEADER + odd + "\n\"never closed\n" + nameless + "\n");
      assertThat(Files.readAllLines(folder.resolve("bad.csv.reasons"))).hasSize(3)
          .first().asString().startsWith("3\tCall Type conf is");
    }
  }

  @Test
  void rowsThatTheServerRefusesAreRejectedWithItsReason() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 60, "0.01"));
      assertThat(replay(server, report, "--book").exitCode()).isZero();
      CommandRun other = replay(server, report(dialOut("u1", 120, "0.02")), "--book");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.err()).contains("line 2: usage_id: was booked before with other content");
    }
  }

  @Test
  void anInterruptedReplayResumesFromItsState() throws IOException {
    Path state = folder.resolve("state");
    Path rejects = folder.resolve("bad.csv");
    String[] rows = many(3000);
    rows[10] = "bad";
    rows[2990] = "bad too";
    Path report = report(rows);
    try (RateCallsServer server = new RateCallsServer(2)) {
      CommandRun broken = replay(server, report, "--book", "--state", state.toString(), "--rejects",
          rejects.toString());
      assertThat(broken.exitCode()).isEqualTo(3);
      assertThat(broken.err()).contains(server.target() + " does not take calls now: going away");
      assertThat(broken.out()).contains("not all rows; the same command resumes from there", "rated=1000");
    }
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun rest = replay(server, report, "--book", "--state", state.toString(), "--rejects", rejects.toString());
      assertThat(rest.out()).contains("rated=1998").containsPattern("done earlier, up to line +1002\n");
      assertThat(server.seen).hasSize(1998).first().extracting(CompletedCall::getUsageId).isEqualTo("u1001");
      assertThat(Files.readString(rejects)).isEqualTo(HEADER + "bad\nbad too\n");
      assertThat(replay(server, report, "--book", "--state", state.toString()).out()).contains("rated=0");
      assertThat(server.seen).hasSize(1998);
    }
  }

  @Test
  void aStateOfAnotherReplayIsRefused() throws IOException {
    Path state = folder.resolve("state");
    try (RateCallsServer server = new RateCallsServer(0)) {
      assertThat(replay(server, report(dialOut("u1", 60, "0.01")), "--state", state.toString()).exitCode()).isZero();
      CommandRun booked = replay(server, report(dialOut("u1", 60, "0.01")), "--state", state.toString(), "--book");
      assertThat(booked.exitCode()).isEqualTo(2);
      assertThat(booked.err()).contains("belongs to a replay with another mode");
      CommandRun other = replay(server, report(dialOut("u2", 60, "0.01")), "--state", state.toString());
      assertThat(other.err()).contains("belongs to a replay with another report");
      assertThat(server.booked).isEmpty();
    }
  }

  @Test
  void timesAreShiftedByWholeWeeksToNow() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Instant before = Instant.now();
      assertThat(replay(server, report(dialOut("u1", 60, "0.01")), "--shift", "auto").exitCode()).isZero();
      CompletedCall call = server.seen.getFirst();
      Duration moved = Duration.between(Instant.parse("2026-10-05T08:01:00Z"),
          Instant.ofEpochSecond(call.getEndTime().getSeconds()));
      assertThat(moved.toSeconds() % Duration.ofDays(7).toSeconds()).isZero();
      assertThat(Instant.ofEpochSecond(call.getEndTime().getSeconds()))
          .isBetween(before.minus(Duration.ofDays(7)), Instant.now());
      assertThat(call.getEndTime().getSeconds() - call.getAnswerTime().getSeconds()).isEqualTo(60);
      assertThat(replay(server, report(dialOut("u1", 60, "0.01")), "--shift", "-1w").out())
          .containsPattern("times shifted by +-1w\n");
      assertThat(server.seen.getLast().getEndTime()).isEqualTo(time("2026-09-28T08:01:00Z"));
    }
  }

  @Test
  void maskedNumbersAreCompletedOrRefused() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 60, "0.01").replace("+33142685300", "+3314268****"));
      assertThat(replay(server, report, "--refuse-masked").err()).contains("line 2: the number +3314268**** is masked");
      assertThat(server.seen).isEmpty();
      assertThat(replay(server, report).out()).containsPattern("masked numbers completed +1\n");
      assertThat(server.seen).extracting(CompletedCall::getRemoteNumber).containsExactly("+33142680000");
    }
  }

  @Test
  void organizationsAreChosenByTheDomainOfTheUser() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      Path report = report(dialOut("u1", 60, "0.01"),
          dialOut("u2", 60, "0.01").replace("ann@acme.example", "bo@other.example"),
          dialOut("u3", 60, "0.01").replace("ann@acme.example", "cy@third.example"));
      CommandRun run = CommandRun.of("replay", report.toString(), "--target", server.target(), "--organization",
          "acme.example=acme", "--organization", "other.example=nobody");
      assertThat(run.err()).contains("line 3: organization_id: there is no such organization",
          "line 4: no --organization is given for the domain of UPN 'cy@third.example'");
      assertThat(run.out()).contains("rated=1 free=0 rejected=2");
    }
  }

  /** A report exported by the server itself, whose own usage ids cannot be booked as they are. */
  @Test
  void theServersOwnExportCanBeReplayed() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(dialOut("tb-0-17", 60, "0.01").replace("ann@acme.example", "")));
      assertThat(run.exitCode()).isZero();
      assertThat(server.seen).extracting(CompletedCall::getUsageId).containsExactly("replayed-tb-0-17");
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    // Bound and held, so that nobody else gets it; nobody listens.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress("localhost", 0));
      String target = "localhost:" + held.getLocalPort();
      CommandRun run = CommandRun.of("replay", report(dialOut("u1", 60, "0.01")).toString(), "--organization", "acme",
          "--target", target);
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).startsWith("tollbridge-sim: cannot reach " + target + ": ").hasLineCount(1);
      assertThat(run.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"--organization,ACME!", "--organization,acme", "--shift,soon", "--speed,0", "--speed,2",
    "--target,nowhere"})
  void aBadArgumentIsNamed(String option, String value) throws IOException {
    CommandRun run = CommandRun.of("replay", report().toString(), "--organization", "acme", option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--book", "--state=x", "--shift=auto", "--speed=0"})
  void liveLegsCannotBeBookedOrMoved(String option) throws IOException {
    CommandRun run = CommandRun.of("replay", report().toString(), "--organization", "acme", "--live", option);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNoReportIsNamed() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n"));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("other.csv: has no header row");
      assertThat(replay(server, folder.resolve("none.csv")).err()).contains("none.csv cannot be read");
      Path packed = Files.write(folder.resolve("cut.gz"), new byte[]{0x1f, (byte) 0x8b, 8});
      assertThat(replay(server, packed).exitCode()).isEqualTo(2);
      assertThat(replay(server, packed).err()).contains("cut.gz: is not a usage report");
    }
  }

  @Test
  void helpTeachesWithExamples() {
    assertThat(CommandRun.of("replay", "--help").out()).contains("Examples:", "--rejects bad.csv", "Exit codes:");
  }

  private CommandRun replay(RateCallsServer server, Path report, String... more) {
    return CommandRun.of(Stream
        .concat(Stream.of("replay", report.toString(), "--target", server.target(), "--organization", "acme"),
            Arrays.stream(more))
        .toArray(String[]::new));
  }

  private Path report(String... rows) throws IOException {
    return Files.writeString(folder.resolve("usage.csv"),
        HEADER + List.of(rows).stream().map(row -> row + "\n").collect(Collectors.joining()));
  }

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> dialOut("u" + i, 60, "0.01")).toArray(String[]::new);
  }

  private static String dialOut(String usageId, int seconds, String charge) {
    return row(usageId, "conf_out", "+12015550123", "+33142685300", seconds, charge);
  }

  private static String dialIn(String usageId, int seconds, String charge) {
    return row(usageId, "conf_in", "anonymous", "+12015550123", seconds, charge);
  }

  private static String row(String usageId, String type, String caller, String called, int seconds, String charge) {
    Instant start = Instant.parse("2026-10-05T08:00:00Z");
    return String.join(",", usageId, "call", "42", "oid", "ann@acme.example", type, "Toll", caller, called,
        start.toString(), start.plusSeconds(seconds).toString(), Integer.toString(seconds), charge, "USD");
  }

  private static Timestamp time(String text) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(text).getEpochSecond()).build();
  }
}
