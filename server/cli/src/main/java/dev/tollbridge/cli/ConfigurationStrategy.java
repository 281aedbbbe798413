package dev.tollbridge.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs commands; those with a server's options with the values of its configuration. The command line is parsed twice
 * then: it names the file that the other values are in.
 */
record ConfigurationStrategy(Map<String, String> environment) implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandSpec command = last.commandSpec();
    OptionSpec file = command.optionsMap().get(Configuration.FILE_OPTION);
    return new RunLast().execute(
        file == null || last.isUsageHelpRequested() || last.isVersionHelpRequested()
            ? parsed
            : again(parsed, command, file));
  }

  private ParseResult again(ParseResult parsed, CommandSpec command, OptionSpec file) {
    CommandLine root = parsed.commandSpec().commandLine();
    Configuration configuration;
    try {
      Path named = file.getValue();
      configuration = Configuration.read(command, named, environment);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    command.defaultValueProvider(configuration);
    try {
      return root.parseArgs(parsed.originalArgs().toArray(String[]::new));
    } catch (ParameterException e) {
      Configuration.Value set = e.getArgSpec() instanceof OptionSpec option ? configuration.value(option) : null;
      throw set == null ? e : new ParameterException(e.getCommandLine(), set.origin() + ": " + e.getMessage(), e);
    }
  }
}
