package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.report.RunDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command with their values, defaults included; secrets are omitted because reports are passed on. */
final class Settings {
  private static final String SECRET = "--token";

  private Settings() {}

  /** Describes a command by its options. */
  static RunDescription describe(CommandSpec command) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        settings.put(option.longestName(), value(command, option));
      }
    }
    return new RunDescription(new Main.Version().getVersion()[0], settings);
  }

  private static String value(CommandSpec command, OptionSpec option) {
    List<String> given = option.originalStringValues();
    if (!given.isEmpty()) {
      return option.longestName().equals(SECRET) ? "(secret)" : String.join("  ", given);
    }
    String provided = provided(command.defaultValueProvider(), option);
    String value = provided == null ? option.defaultValue() : provided;
    return value == null || value.isEmpty() ? "none" : value;
  }

  /** The default from a default provider, which replaces the option's own. */
  private static @Nullable String provided(@Nullable IDefaultValueProvider provider, OptionSpec option) {
    try {
      return provider == null ? null : provider.defaultValue(option);
    } catch (Exception e) {
      throw new IllegalStateException("no default of " + option.longestName(), e);
    }
  }
}
