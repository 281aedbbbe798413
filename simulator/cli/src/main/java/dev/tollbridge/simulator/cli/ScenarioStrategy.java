package dev.tollbridge.simulator.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command with the defaults of the scenario given on its command line. */
final class ScenarioStrategy implements IExecutionStrategy {
  private static final String OPTION = "--scenario";

  @Override
  public int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    OptionSpec option = last.matchedOption(OPTION);
    return new RunLast().execute(option == null ? parsed : again(parsed, last.commandSpec(), option.getValue()));
  }

  /** The command line is parsed twice: it names the scenario whose defaults must be set before parsing. */
  private static ParseResult again(ParseResult parsed, CommandSpec command, String nameOrFile) {
    CommandLine root = parsed.commandSpec().commandLine();
    try {
      ScenarioFile scenario = ScenarioFile.read(nameOrFile);
      scenario.check(command);
      command.defaultValueProvider(scenario);
      return root.parseArgs(parsed.originalArgs().toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), OPTION + " " + e.getMessage(), e);
    }
  }
}
