package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.simulator.cli.FakeServer.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

class ScenarioFileTest {
  static final List<String> SHIPPED = ScenarioFile.SHIPPED;

  @TempDir
  private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shippedScenariosSetOptionsOnlyAndHaveAHeadline(String name) {
    ScenarioFile.read(name).check(Objects.requireNonNull(commandLine().getSubcommands().get("load")).getCommandSpec());
    assertThat(ScenarioFile.headline(name)).hasSizeBetween(20, 90).doesNotStartWith("#");
  }

  @Test
  void shippedScenariosAreListed() {
    assertThat(run("load", "--list-scenarios")).isZero();
    assertThat(printed()).contains("quiet-day ", "monday-9am ", "all-hands ", "Monday at nine");
  }

  @Test
  void theFileSetsOptionsAndTheCommandLineWins() throws IOException {
    try (FakeServer server = new FakeServer(Behaviour.HONEST)) {
      Path scenario = scenario("# comment\n\ntarget = " + server.target()
          + "\nlegs=12\n  duration = 1s \nrate = 200/s\norganizations = 2\nhold = fixed:2m\ndeck = " + deck()
          + "\nmix = dialout=1\n");
      assertThat(run("load", "--scenario", scenario.toString(), "--legs", "7")).isZero();
      assertThat(printed()).contains("reconciliation: OK legs=7 ");
      assertThat(server.setup.organizationCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"rate 5/s | line 1: 'rate 5/s' is not OPTION = VALUE", "colour = red | 'colour'",
    "rate = 5/s\\nrate = 6/s | line 2: rate is given twice", "help = true | 'help'", "scenario = soak | 'scenario'",
    "= 5 | line 1"})
  void aMistakeInTheFileIsNamed(String text, String fault) throws IOException {
    assertThat(run("load", "--scenario", scenario(text.replace("\\n", "\n")).toString())).isEqualTo(2);
    assertThat(printed()).contains("--scenario").contains("my.scenario").contains(fault);
  }

  @Test
  void aValueThatIsWrongIsNamedByItsOption() throws IOException {
    assertThat(run("load", "--scenario", scenario("rate = fast").toString())).isEqualTo(2);
    assertThat(printed()).contains("--rate").contains("fast");
  }

  @Test
  void anUnknownScenarioIsAnsweredWithTheShippedOnes() {
    assertThatThrownBy(() -> ScenarioFile.read("tuesday")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tuesday").hasMessageContaining("monday-9am");
  }

  private Path scenario(String text) throws IOException {
    return Files.writeString(folder.resolve("my.scenario"), text);
  }

  private Path deck() throws IOException {
    return Files.writeString(folder.resolve("deck.csv"), "prefix,destination,price_per_minute\n,Anywhere,0.01\n");
  }

  private int run(String... args) {
    return commandLine().execute(args);
  }

  private CommandLine commandLine() {
    PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.commandLine(to, to);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
