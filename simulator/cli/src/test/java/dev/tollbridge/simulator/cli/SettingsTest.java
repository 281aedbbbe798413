package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class SettingsTest {
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final CommandLine program = Main.commandLine(nowhere, nowhere);
  private final CommandLine load = Objects.requireNonNull(program.getSubcommands().get("load"));

  @Test
  void everyOptionHasTheValueItWasGivenOrItsDefault() {
    program.parseArgs("load", "--rate", "7/s", "--assert", "missing=0", "--assert", "rate>6");
    assertThat(settings()).containsEntry("--rate", "7/s").containsEntry("--assert", "missing=0  rate>6")
        .containsEntry("--duration", "60s").containsEntry("--deck", "none").doesNotContainKeys("--help", "--version");
  }

  @Test
  void defaultsOfAProviderReplaceTheOptionsOwn() {
    load.setDefaultValueProvider(option -> ((OptionSpec) option).longestName().equals("--duration") ? "5m" : null);
    program.parseArgs("load", "--rate", "7/s");
    assertThat(settings()).containsEntry("--rate", "7/s").containsEntry("--duration", "5m").containsEntry("--seed",
        "1");
  }

  @Test
  void secretsAreOmitted() {
    program.parseArgs("load", "--token", "very-secret");
    assertThat(settings()).containsEntry("--token", "(secret)");
  }

  private Map<String, String> settings() {
    return Settings.describe(load.getCommandSpec()).settings();
  }
}
