package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.cli.FakeServer.Behaviour;
import dev.tollbridge.v1.Charge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadCommandTest {
  private static final String ONE_CENT = """
      prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,currency
      ,Anywhere,0.01,0,60,60,USD
      """;

  /** A host name too long for any name server to be asked. */
  private static final int LONGEST_LABEL = 63;

  @TempDir
  private Path folder;

  @Test
  void anHonestServerReconciles() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--bridges", "2");
      assertThat(outcome.lastLine()).matches(
          "reconciliation: OK legs=\\d{3} charges=\\d{3,4} missing=0 duplicated=0 wrong=0");
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out()).contains("dial-out", "event acknowledged", "charged USD", "p99.9");
      assertThat(outcome.err()).contains("started", "unacknowledged", "lag");
    }
  }

  @Test
  void runningAgainMakesNothingTwice() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      load(server, "--legs", "20");
      Outcome again = load(server, "--legs", "20");
      assertThat(again.lastLine()).startsWith("reconciliation: OK legs=20 ");
      assertThat(server.setup.deckCount()).isEqualTo(3);
      assertThat(server.setup.organizationCount()).isEqualTo(3);
      assertThat(server.books.purchases()).isEqualTo(3);
    }
  }

  @Test
  void whatAnEarlierRunLeftIsNotReadAgain() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      load(server, "--legs", "200");
      int before = server.books.listed();
      Outcome again = load(server, "--legs", "20");
      assertThat(again.lastLine()).startsWith("reconciliation: OK legs=20 ");
      assertThat(again.err()).contains("comparing call records and ledgers of 3 organizations");
      assertThat(before).isEqualTo(400);
      assertThat(server.books.listed() - before).isEqualTo(40);
    }
  }

  @Test
  void aLoadWhoseSeedAnotherLoadUsesEndsWithAMessage() throws Exception {
    try (FakeServer server = new FakeServer(Behaviour.HONEST);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Outcome> first = other.submit(() -> load(server, "--duration", "10m", "--bridges", "2"));
      while (server.authorizations.isEmpty() && !first.isDone()) {
        Thread.onSpinWait();
      }
      load(server, "--legs", "20", "--bridges", "2");
      assertThat(first.get().exitCode()).isEqualTo(1);
      assertThat(first.get().err()).contains("another load with --seed 1 took over sim-1-bridge-",
          "give each a --seed of its own");
      assertThat(first.get().out()).doesNotContain("reconciliation:");
    }
  }

  @Test
  void aMispricedChargeFails() throws IOException {
    Function<Charge, List<Charge>> oneTooMuch = charge -> List.of(charge.getLegNumber() == 5 && charge.getMinute() == 0
        ? charge.toBuilder().setAmountMicros(10_001).build()
        : charge);
    try (FakeServer server = new FakeServer(new Behaviour(oneTooMuch, _ -> false, 0))) {
      Outcome outcome = load(server);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.lastLine()).matches("reconciliation: FAILED .* missing=0 duplicated=0 wrong=1");
      assertThat(outcome.out()).contains("expected amount 10000, total 10000, seen amount 10001, total 10000");
    }
  }

  @Test
  void aDoubledChargeFails() throws IOException {
    Function<Charge, List<Charge>> twice = charge -> charge.getLegNumber() == 5 && charge.getMinute() == 0
        ? List.of(charge, charge)
        : List.of(charge);
    try (FakeServer server = new FakeServer(new Behaviour(twice, _ -> false, 0))) {
      assertThat(load(server).lastLine()).matches("reconciliation: FAILED .* missing=0 duplicated=1 wrong=0");
    }
  }

  @Test
  void aLostChargeFails() throws IOException {
    Function<Charge, List<Charge>> never = charge -> charge.getLegNumber() == 5 && charge.getMinute() == 0
        ? List.of()
        : List.of(charge);
    try (FakeServer server = new FakeServer(new Behaviour(never, _ -> false, 0))) {
      assertThat(load(server).lastLine()).matches("reconciliation: FAILED .* missing=1 duplicated=0 wrong=0");
    }
  }

  @Test
  void aStreamThatIsCutIsResumedWithoutADifference() throws IOException {
    try (FakeServer server = new FakeServer(new Behaviour(List::of, _ -> false, 150))) {
      Outcome outcome = load(server);
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK ");
      assertThat(outcome.out()).containsPattern("reconnects +1\n");
    }
  }

  @Test
  void deniedLegsAreHungUpAndCostNothing() throws IOException {
    try (FakeServer server = new FakeServer(new Behaviour(List::of, legNumber -> legNumber % 10 == 0, 0))) {
      Outcome outcome = load(server, "--legs", "100", "--hold", "fixed:20m", "--faults", "broke=100%");
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK legs=100 ");
      assertThat(outcome.out()).containsPattern("disconnects followed +10\n");
    }
  }

  @Test
  void denialsOfAmpleCreditAreNamed() throws IOException {
    try (FakeServer server = new FakeServer(new Behaviour(List::of, legNumber -> legNumber == 7, 0))) {
      Outcome outcome = load(server, "--legs", "100");
      assertThat(outcome.lastLine()).matches("reconciliation: FAILED .* wrong=1");
      assertThat(outcome.out()).contains("seen denial=DENIAL_REASON_NO_CREDIT");
    }
  }

  @Test
  void aLineThatLosesDuplicatesAndReordersMessagesCausesNoDifference() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--faults", "duplicate=20%,reorder=10%,missing=10%,drop=500ms", "--bridges", "2");
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK ");
      assertThat(outcome.out()).containsPattern("faults: duplicated=[1-9]\\d* reordered=[1-9]\\d* lost=[1-9]");
      assertThat(outcome.out()).containsPattern("reconnects +[1-9]");
    }
  }

  @Test
  void lateEventsSkewedClocksAndMalformedNumbersAreAsExpected() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--faults", "late=30%,skew=2m,invalid=20%", "--bridges", "3");
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK ");
      assertThat(outcome.out()).containsPattern("late=[1-9]\\d* refused=[1-9]");
    }
  }

  @Test
  void aCrashedBridgeContinuesFromItsSpool() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--faults", "crash=200ms", "--spool", folder.resolve("spool").toString());
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK ");
      assertThat(outcome.out()).containsPattern("crashed=[1-9]");
    }
  }

  @Test
  void legsThatStartEarlyLastForTheirHold() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--legs", "20", "--hold", "fixed:8m");
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK legs=20 ");
      assertThat(outcome.out()).contains("1.600000");
    }
  }

  @Test
  void longLegsAreEndedWhenTheLoadIsOver() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      assertThat(load(server, "--legs", "30", "--hold", "fixed:20h").lastLine())
          .startsWith("reconciliation: OK legs=30 ");
    }
  }

  @Test
  void everyLatencyIsInTheSummary() throws IOException {
    try (FakeServer server = new FakeServer(new Behaviour(List::of, legNumber -> legNumber == 7, 0))) {
      String out = load(server, "--legs", "50", "--hold", "fixed:3m").out();
      assertThat(out).containsPattern("event acknowledged +100( +[0-9.]+){6}\n")
          .containsPattern("dial-out authorized +50( +[0-9.]+){6}\n")
          .containsPattern("first charge of a leg +49( +[0-9.]+){6}\n")
          .containsPattern("later minute charged +[1-9][0-9]*( +[0-9.]+){6}\n")
          .containsPattern("disconnect, credit gone +1( +[0-9.]+){6}\n")
          .contains("leg authorizations: allowed 50", "requests to disconnect: DENIAL_REASON_NO_CREDIT 1",
              "denied legs: DENIAL_REASON_NO_CREDIT 1");
    }
  }

  @Test
  void aShareOfTheDialOutsIsAuthorized() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      assertThat(load(server, "--legs", "20", "--authorize", "25").lastLine()).startsWith("reconciliation: OK");
      assertThat(server.authorizations).hasSize(5).allSatisfy(request -> {
        assertThat(request.getOrganizationId()).startsWith("sim-1-");
        assertThat(request.getRemoteNumber()).startsWith("+");
      });
      load(server, "--legs", "20", "--authorize", "0");
      assertThat(server.authorizations).hasSize(5);
    }
  }

  @Test
  void anAssertionThatFailsHasAnExitCodeOfItsOwn() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--legs", "20", "--assert", "missing=0", "--assert", "legs>20");
      assertThat(outcome.exitCode()).isEqualTo(4);
      assertThat(outcome.out()).contains("assertion holds: missing=0, measured 0",
          "assertion FAILED: legs>20, measured 20", "not passed: an assertion failed");
      assertThat(outcome.lastLine()).startsWith("reconciliation: OK legs=20 ");
    }
  }

  @Test
  void anAssertionThatCannotBeReadIsRefusedBeforeTheRun() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--assert", "p99(akc)<20ms");
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).contains("--assert", "'p99(akc)<20ms', character 5: there is no metric 'akc'");
      assertThat(server.setup.organizationCount()).isZero();
    }
  }

  @Test
  void reportsDescribeTheRun() throws IOException {
    Path json = folder.resolve("run.json");
    Path html = folder.resolve("run.html");
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      assertThat(load(server, "--legs", "20", "--json", json.toString(), "--report", html.toString()).exitCode())
          .isZero();
      assertThat(json).content().contains("\"--target\":\"" + server.target() + "\"", "\"--seed\":\"1\"",
          "\"--bridges\":\"1\"", "\"--spool\":\"none\"", "\"legs\":20,", "\"verdict\":\"passed\"");
      assertThat(html).content().contains("reconciliation: OK legs=20 ");
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Outcome outcome = load(server, "--csv", folder.resolve("none/run.csv").toString());
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .contains("--csv " + folder.resolve("none/run.csv") + " cannot be written: there is no such directory");
      assertThat(load(server, "--hlog", folder.toString()).err()).contains("--hlog " + folder + " cannot be written");
      String file = folder.resolve("run").toString();
      assertThat(load(server, "--csv", file, "--json", file).err())
          .contains("--csv " + file + " is the file of --json");
      assertThat(load(server, "--plan-out", folder.resolve("none/run").toString(), "--json", file).err())
          .contains("--plan-out", "cannot be written: there is no such directory");
      assertThat(server.setup.organizationCount()).isZero();
      assertThat(folder).isDirectoryNotContaining("glob:**run*");
    }
  }

  @Test
  void chargesAreShownWhenAskedFor() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      assertThat(load(server, "--legs", "20", "--show-charges", "3").out())
          .containsPattern("sim-1-.* minute +0 +amount 0.010000 +total 0.010000 USD");
    }
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    // Bound and held, so that nobody else gets it; nobody listens.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress("localhost", 0));
      String target = "localhost:" + held.getLocalPort();
      Outcome outcome = run("load", "--target", target);
      assertThat(outcome.exitCode()).isEqualTo(3);
      assertThat(outcome.err()).contains("cannot reach " + target);
    }
  }

  @Test
  void anUnknownHostIsReportedInOneLine() {
    String host = "x".repeat(LONGEST_LABEL + 1);
    Outcome outcome = run("load", "--target", host + ":9090");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err().lines()).singleElement().asString()
        .startsWith("tollbridge-sim: cannot reach " + host + ":9090: " + host).doesNotContain("Exception");
    assertThat(Logger.getLogger("io.grpc.internal.ManagedChannelImpl").isLoggable(Level.WARNING)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"--rate,fast", "--arrivals,sometimes", "--arrivals,trace:/no/such/trace.csv", "--rate,0/s", "--hold,exp",
    "--hold,exp:0s", "--hold,'lognormal:0s,1'", "--arrivals,ramp:", "--arrivals,step:", "--faults,drop=0s",
    "--faults,crash=0s", "--organization-shares,'hot:80,10'", "--organization-shares,'hot:80,30'",
    "--hold,fixed:30h", "--duration,1", "--duration,0s",
    "--legs,0", "--conference-size,251", "--join-spread,25h",
    "--organization-shares,most", "--dial-out-countries,EU=1", "--hold,csv:/no/such/holds.csv",
    "--legs,many", "--mix,toll", "--organizations,0", "--seed,-1", "--bridges,65", "--deck,/no/such/deck.csv",
    "--show-charges,-1", "--faults,chaos=1%", "--faults,skew=5m", "--authorize,101", "--allow-late,-1",
    "--assert,missing", "--target,nowhere", "--colour,red"})
  void aBadArgumentIsNamed(String option, String value) {
    Outcome outcome = run("load", option, value);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(option);
  }

  @Test
  void aCountryWithoutPhoneNumbersIsNamed() {
    Outcome outcome = run("load", "--dial-out-countries", "DE=2,XX=1");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--dial-out-countries",
        "'XX' in 'DE=2,XX=1' is not a country with phone numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--spool", "--report", "--json", "--csv", "--hlog"})
  void aDryRunKeepsNothingButThePlan(String option) {
    Outcome outcome = run("load", "--dry-run", option, folder.resolve("kept").toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(option + ": --dry-run plays no load");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlanIsNotWrittenOverTheTraceThatItIsReadFrom() throws IOException {
    Path trace = Files.writeString(folder.resolve("trace.csv"), "offset_seconds,hold_seconds\n0,1\n");
    Outcome outcome = run("load", "--dry-run", "--arrivals", "trace:" + trace, "--plan-out", trace.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--plan-out " + trace + " is the file of --arrivals");
    assertThat(trace).content().endsWith("0,1\n");
  }

  @Test
  void aDeckThatIsNoDeckIsNamed() throws IOException {
    Path deck = Files.writeString(folder.resolve("bad.csv"), "prefix,destination,price_per_minute\n33,France,cheap\n");
    Outcome outcome = run("load", "--deck", deck.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("--deck", "line 2");
  }

  @Test
  void helpTeachesWithExamples() {
    Outcome outcome = run("load", "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Examples:", "127.0.0.1:9090)", "--hold lognormal:180s,1.2",
        "Exit codes:");
  }

  private Outcome load(FakeServer server, String... more) throws IOException {
    Path deck = Files.writeString(folder.resolve("one-cent.csv"), ONE_CENT);
    List<String> args = new ArrayList<>(List.of("load", "--target", server.target(), "--rate", "300/s", "--mix",
        "dialout=1", "--organizations", "3", "--deck", deck.toString(), "--allow-late", "100"));
    args.addAll(List.of(more));
    for (List<String> otherwise : List.of(List.of("--hold", "exp:120s"), List.of("--duration", "1s"))) {
      if (!args.contains(otherwise.getFirst())) {
        args.addAll(otherwise);
      }
    }
    return run(args.toArray(String[]::new));
  }

  private static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.commandLine(new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8)).execute(args);
    return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private record Outcome(int exitCode, String out, String err) {
    String lastLine() {
      return out.lines().reduce((_, last) -> last).orElse("");
    }
  }
}
