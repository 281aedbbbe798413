package dev.tollbridge.simulator.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The program {@code tollbridge-sim}. */
@Command(name = "tollbridge-sim", mixinStandardHelpOptions = true, resourceBundle = Main.TEXTS)
public final class Main {
  private static final String NAME = "tollbridge-sim";
  static final String TEXTS = "dev.tollbridge.simulator.cli.main";

  /**
   * Held in a field, or its level would be lost. Its warnings are stack traces of failures that commands report
   * themselves.
   */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine(System.out, System.err).execute(args));
  }

  /** The command line, printing to the given streams. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    GRPC.setLevel(Level.SEVERE);
    CommandLine commandLine = new CommandLine(new Main()).addSubcommand(new LoadCommand(out, err))
        .addSubcommand(new CdrCommand(out, err)).addSubcommand(new CompareCommand(out, err))
        .addSubcommand(new ReplayCommand(out, err)).setOut(writer(out))
        .setErr(writer(err))
        .setParameterExceptionHandler((failure, _) -> explain(failure))
        .setExecutionStrategy(new ScenarioStrategy());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    // A value, such as a name in a report, may begin with '@'; it is no file of arguments.
    commandLine.setExpandAtFiles(false);
    commandLine.getCommandSpec().versionProvider(new Version());
    commandLine.getSubcommands().values().forEach(Converters::register);
    return commandLine;
  }

  /** Prints what is wrong instead of the whole help. */
  private static int explain(ParameterException failure) {
    CommandLine commandLine = failure.getCommandLine();
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine.getErr().println(name + ": " + failure.getMessage());
    commandLine.getErr().println("Try '" + name + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{NAME + " " + (version == null ? "(not packaged)" : version)};
    }
  }
}
