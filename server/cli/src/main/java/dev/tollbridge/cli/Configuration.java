package dev.tollbridge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of a server's options that are not on the command line: from the environment, where {@code --max-clock-ahead}
 * is {@code TOLLBRIDGE_MAX_CLOCK_AHEAD}, and from a file with lines such as {@code max-clock-ahead = 1d}. The environment
 * counts before the file.
 */
final class Configuration implements IDefaultValueProvider {
  static final String FILE_OPTION = "--config";
  private static final String PREFIX = "TOLLBRIDGE_";
  /** Variables of the launcher, of logging and of commands that call a server. */
  private static final Set<String> OTHERS = Set.of("JAVA", "JAVA_OPTIONS", "LOG_LEVEL", "RATIS_LOG_LEVEL", "TARGET",
      "TOKEN_FILE", "PROFILE", "PROFILES", "CONFIG");

  /**
   * A value, as text.
   *
   * @param origin for people
   */
  record Value(String text, String origin) {}

  private final Map<String, Value> values = new LinkedHashMap<>();

  private Configuration() {}

  /**
   * Reads what applies to a command; {@link IllegalArgumentException} names what is wrong, and unknown settings.
   *
   * @param file null: the one that {@code TOLLBRIDGE_CONFIG} names, if any
   */
  static Configuration read(CommandSpec command, @Nullable Path file, Map<String, String> environment) {
    var read = new Configuration();
    String named = environment.getOrDefault(PREFIX + "CONFIG", "");
    if (file != null || !named.isEmpty()) {
      read.addFile(command, file == null ? Path.of(named) : file);
    }
    new TreeMap<>(environment).forEach((variable, value) -> read.addVariable(command, variable, value));
    return read;
  }

  private void addFile(CommandSpec command, Path file) {
    Set<String> seen = new HashSet<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = file + ", line " + (i + 1);
      int equals = line.indexOf('=');
      String name = line.substring(0, Math.max(0, equals)).strip();
      if (!isSetting(command, name)) {
        throw new IllegalArgumentException(where + ": '" + (name.isEmpty() ? line : name)
            + "' is no setting of the server. See: tollbridge config");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException(where + ": " + name + " is there twice");
      }
      values.put(name, new Value(line.substring(equals + 1).strip(), where));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(FILE_OPTION + " cannot be read: " + Failures.ofFile(e), e);
    }
  }

  private void addVariable(CommandSpec command, String variable, String value) {
    if (!variable.startsWith(PREFIX) || OTHERS.contains(variable.substring(PREFIX.length()))) {
      return;
    }
    String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    if (!isSetting(command, name)) {
      throw new IllegalArgumentException("the variable " + variable + " is no setting of the server. See: tollbridge"
          + " config");
    }
    values.put(name, new Value(value, variable));
  }

  /** Whether a name is that of an option that can be set. */
  static boolean isSetting(CommandSpec command, String name) {
    OptionSpec option = command.optionsMap().get("--" + name);
    return option != null && isSetting(option);
  }

  static boolean isSetting(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals(FILE_OPTION)
        && !option.longestName().equals("--json") && !option.longestName().startsWith("--out");
  }

  /** Null when it is not set here. */
  @Nullable
  Value value(OptionSpec option) {
    return values.get(option.longestName().substring(2));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Value value = argument instanceof OptionSpec option ? value(option) : null;
    return value == null ? null : value.text();
  }
}
