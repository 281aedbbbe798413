package dev.tollbridge.simulator.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options in a file, by their long names: {@code rate = 50/s}, one per line; '#' starts a comment line. They replace
 * the defaults; options on the command line have precedence.
 */
final class ScenarioFile implements IDefaultValueProvider {
  /** The shipped scenarios, from the gentlest to the roughest. */
  static final List<String> SHIPPED = List.of("quiet-day", "monday-9am", "all-hands", "credit-exhaustion",
      "flaky-bridge", "soak");
  static final String SUFFIX = ".scenario";

  private final String name;
  private final Map<String, String> values = new LinkedHashMap<>();

  private ScenarioFile(String name) {
    this.name = name;
  }

  /** Reads a file, or a shipped scenario by name; {@link IllegalArgumentException} describes what is wrong. */
  static ScenarioFile read(String nameOrFile) {
    ScenarioFile scenario = new ScenarioFile(nameOrFile);
    int number = 0;
    for (String line : text(nameOrFile).lines().map(String::strip).toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        scenario.add(line, number);
      }
    }
    return scenario;
  }

  private static String text(String nameOrFile) {
    if (SHIPPED.contains(nameOrFile)) {
      return shipped(nameOrFile);
    }
    try {
      return Files.readString(Path.of(nameOrFile));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("'" + nameOrFile + "' is neither a file nor one of "
          + String.join(", ", SHIPPED), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("'" + nameOrFile + "' cannot be read: " + e, e);
    }
  }

  /** The text of a shipped scenario. */
  static String shipped(String name) {
    try (InputStream resource = ScenarioFile.class.getResourceAsStream("/scenarios/" + name + SUFFIX)) {
      if (resource == null) {
        throw new IllegalStateException("no resource /scenarios/" + name + SUFFIX);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first comment line of a shipped scenario. */
  static String headline(String name) {
    return shipped(name).lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
  }

  private void add(String line, int number) {
    int equals = line.indexOf('=');
    String option = line.substring(0, Math.max(0, equals)).strip();
    if (option.isEmpty()) {
      throw new IllegalArgumentException(name + " line " + number + ": '" + line + "' is not OPTION = VALUE");
    }
    if (values.put(option, line.substring(equals + 1).strip()) != null) {
      throw new IllegalArgumentException(name + " line " + number + ": " + option + " is given twice");
    }
  }

  /** Refuses names that are not options of the command, and options that a file cannot set. */
  void check(CommandSpec command) {
    for (String option : values.keySet()) {
      OptionSpec known = command.findOption("--" + option);
      if (known == null || known.usageHelp() || known.versionHelp() || option.equals("scenario")
          || option.equals("list-scenarios")) {
        throw new IllegalArgumentException(name + ": '" + option + "' is not an option of a scenario");
      }
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.get(option.longestName().substring(2)) : null;
  }
}
