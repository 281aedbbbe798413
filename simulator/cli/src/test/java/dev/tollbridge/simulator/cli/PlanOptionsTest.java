package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --dry-run} and {@code --plan-out}, without a server. */
class PlanOptionsTest {
  @TempDir
  private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"--arrivals=poisson", "--arrivals=constant", "--arrivals=ramp:0,100", "--arrivals=step:1,100",
    "--arrivals=meetings:5s,1s", "--join-spread=3s", "--hold=lognormal:180s,1.2", "--faults=invalid=10%,late=10%",
    "--organization-shares=zipf:1.1"})
  void theSameSeedPlansTheSameBytesAndAnotherOneOthers(String option) throws IOException {
    byte[] plan = plan("7", option);
    assertThat(plan).hasSizeGreaterThan(10_000).isEqualTo(plan("7", option));
    assertThat(plan).isNotEqualTo(plan("8", option));
  }

  @Test
  void bridgesChangeNothingInThePlan() throws IOException {
    assertThat(plan("7", "--bridges=1")).isEqualTo(plan("7", "--bridges=5"));
  }

  @Test
  void aPlanIsATraceThatPlansTheSame() throws IOException {
    byte[] plan = plan("7", "--join-spread=3s");
    Path trace = folder.resolve("trace.csv");
    Files.write(trace, plan);
    assertThat(plan("99", "--arrivals=trace:" + trace)).isEqualTo(plan);
  }

  @Test
  void allHandsDialsTenThousandPeopleOut() throws IOException {
    Path file = folder.resolve("plan.csv");
    assertThat(run("load", "--dry-run", "--scenario", "all-hands", "--plan-out", file.toString())).isZero();
    assertThat(printed()).contains("planned legs: 10000");
    List<String> legs = Files.readAllLines(file);
    assertThat(legs).hasSize(10_001);
    assertThat(legs.subList(1, legs.size())).allMatch(leg -> leg.contains(",dialout,1,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quiet-day", "monday-9am", "credit-exhaustion", "flaky-bridge", "soak"})
  void everyShippedScenarioPlansLegsUpToItsEnd(String scenario) {
    assertThat(run("load", "--dry-run", "--scenario", scenario)).isZero();
    assertThat(printed()).containsPattern("planned legs: \\d{4,}");
  }

  @Test
  void aPlanThatCannotBeWrittenIsNamed() {
    assertThat(run("load", "--dry-run", "--plan-out", folder.resolve("no/such/folder.csv").toString())).isEqualTo(2);
    assertThat(printed()).contains("--plan-out").contains("cannot be written");
  }

  private byte[] plan(String seed, String option) throws IOException {
    Path file = folder.resolve("plan.csv");
    List<String> args = new ArrayList<>(List.of("load", "--dry-run", "--rate", "100/s", "--duration", "10s", "--seed",
        seed, "--plan-out", file.toString(), option));
    assertThat(run(args.toArray(String[]::new))).as(this::printed).isZero();
    return Files.readAllBytes(file);
  }

  private int run(String... args) {
    PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.commandLine(to, to).execute(args);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
