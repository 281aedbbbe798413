package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.report.RunDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command as they were given, defaults included. */
final class Settings {
  private Settings() {}

  /** Describes what a command was asked to do. */
  static RunDescription describe(CommandSpec command) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        settings.put(option.longestName(), value(option));
      }
    }
    return new RunDescription(new Main.Version().getVersion()[0], settings);
  }

  private static String value(OptionSpec option) {
    List<String> given = option.originalStringValues();
    if (!given.isEmpty()) {
      return String.join("  ", given);
    }
    return option.defaultValue() == null ? "none" : option.defaultValue();
  }
}
