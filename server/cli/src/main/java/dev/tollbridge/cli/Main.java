package dev.tollbridge.cli;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(name = "tollbridge", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, subcommands = {
  Serve.class, Quickstart.class, TrialCommand.class, StatusCommand.class, OrganizationCommands.class,
  LicenceCommands.class,
  CreditCommands.class, DeckCommands.class, RateCommands.class, NumberCommands.class, LegCommands.class,
  CallCommands.class,
  ReportCommands.class, RerateCommand.class, BackupCommand.class, Verify.class, RestoreCommand.class,
  ConfigCommand.class, AuditCommand.class, TokenCommands.class, CertificatesCommand.class, CompletionCommand.class,
  CommandLine.HelpCommand.class},
    description = "Rates audio conferencing legs minute by minute against prepaid credits.", footer = {
      "  tollbridge quickstart            shows a server under load, and checks every charge",
      "  tollbridge serve --data DIR      runs a server",
      "  tollbridge trial                 makes what a first leg needs on a running server",
      "  tollbridge verify DIR            checks a server's data, down to the last micro"})
public final class Main {
  static final int FAILED = 1;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return commandLine(Terminal.system()).execute(arguments.length == 0 ? new String[]{"--help"} : arguments);
  }

  static CommandLine commandLine(Terminal terminal) {
    var commandLine = new CommandLine(new Main(), terminal);
    // A value, such as a request id, may begin with '@'; it is no file of arguments.
    commandLine.setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(HostAndPort.class, HostAndPort::parse).registerConverter(Duration.class, Durations::parse)
        .registerConverter(Amount.class, Amount::parse)
        .setParameterExceptionHandler((failure, _) -> Failures.explain(failure))
        .setExecutionExceptionHandler((failure, command, _) -> Failures.explain(failure, command));
    commandLine.setExecutionStrategy(new ConfigurationStrategy(System.getenv()));
    complete(commandLine);
    return commandLine;
  }

  /** Gives every command what all have: help, a heading of its examples, its exit codes. */
  private static void complete(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    var usage = spec.usageMessage();
    if (!command.getSubcommands().isEmpty() && usage.footer().length == 0) {
      usage.footer("  " + spec.qualifiedName() + " COMMAND --help    explains a command, with examples");
    }
    // Not wrapped: examples are there to be copied.
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER,
        help -> Stream.of(usage.footer()).map(line -> line + System.lineSeparator()).collect(Collectors.joining()));
    if (usage.footer().length > 0 && usage.footerHeading().isEmpty()) {
      usage.footerHeading("%nExamples:%n");
    }
    if (spec.mixins().values().stream().anyMatch(mixin -> mixin.userObject() instanceof ServerCall)) {
      usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCodes.described());
      usage.sortOptions(false);
    }
    if (spec.name().equals(CreditCommands.ADJUST)) {
      // An amount may begin with a minus.
      spec.parser().unmatchedOptionsArePositionalParams(true);
    }
    command.getSubcommands().values().forEach(Main::complete);
  }

  /** Provides the version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{"tollbridge " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** Ends the command with exit code 2 and its usage if something is wrong with its options. */
  static void require(CommandSpec spec, @Nullable String fault) {
    if (fault != null) {
      throw new ParameterException(spec.commandLine(), fault);
    }
  }
}
