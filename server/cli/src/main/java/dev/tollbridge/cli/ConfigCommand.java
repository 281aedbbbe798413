package dev.tollbridge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Shows a server's settings. */
@Command(name = "config", mixinStandardHelpOptions = true,
    description = "Shows each setting that serve would start with, and where it came from: the command line, a TOLLBRIDGE_"
        + " variable, the file of --config, or the default. Refuses what serve would refuse.",
    footer = {"  tollbridge config --config /etc/tollbridge.properties", "  tollbridge config --lease 90s --json"})
final class ConfigCommand implements Callable<Integer> {
  /** A setting as it would be used. */
  private record Setting(String name, String value, String origin) {}

  private static final Table<Setting> SETTING = Table.of(Column.text("setting", Setting::name),
      Column.text("value", Setting::value), Column.text("from", Setting::origin));

  @Mixin
  private ServerOptions options = new ServerOptions();

  @Mixin
  private Output output = new Output();

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    Main.require(command, options.fault());
    List<Setting> settings = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      if (Configuration.isSetting(option)) {
        settings.add(setting(option, command));
      }
    }
    settings.sort((a, b) -> a.name().compareTo(b.name()));
    output.list(SETTING, settings);
    return 0;
  }

  private static Setting setting(OptionSpec option, CommandSpec command) {
    String name = option.longestName().substring(2);
    if (!option.originalStringValues().isEmpty()) {
      return new Setting(name, shown(option.originalStringValues().getLast()), "command line");
    }
    Configuration.Value set = command.defaultValueProvider() instanceof Configuration read ? read.value(option) : null;
    if (set != null) {
      return new Setting(name, shown(set.text()), set.origin());
    }
    String unset = option.typeInfo().isBoolean() ? "off" : "";
    return new Setting(name, option.defaultValue() == null ? unset : option.defaultValue(), "default");
  }

  /** A URL may contain a password. */
  private static String shown(String value) {
    return value.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*:[^/@]*@", "//…@");
  }
}
