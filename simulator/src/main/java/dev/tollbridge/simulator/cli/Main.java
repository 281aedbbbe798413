package dev.tollbridge.simulator.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code tollbridge-sim}. */
@Command(name = "tollbridge-sim", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, synopsisSubcommandLabel = "COMMAND", description = "Plays conferencing bridges against a Tollbridge server and checks every charge it makes.", footer = {
  "", "Start with: tollbridge-sim load --help"})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine(System.out, System.err).execute(args));
  }

  /** The command line, printing to the given streams. */
  static CommandLine commandLine(PrintStream out, PrintStream err) {
    CommandLine commandLine = new CommandLine(new Main()).addSubcommand(new LoadCommand(out, err))
        .setOut(writer(out)).setErr(writer(err));
    commandLine.getSubcommands().values().forEach(Converters::register);
    return commandLine;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{"tollbridge-sim " + (version == null ? "(not packaged)" : version)};
    }
  }
}
