package dev.tollbridge.cli;

import dev.tollbridge.server.Diagnosis;
import dev.tollbridge.server.Server;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "tollbridge", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, subcommands = {
  Main.Serve.class, Quickstart.class, BackupCommand.class, Verify.class, RestoreCommand.class, RerateCommand.class,
  DeckCommand.class, TokenCommand.class, CertificatesCommand.class, CommandLine.HelpCommand.class},
    description = "Rates audio conferencing legs minute by minute against prepaid credits.", footer = {
      "", "Start here:", "  tollbridge quickstart            shows a server under load, and checks every charge",
      "  tollbridge serve --data DIR      runs a server",
      "  tollbridge verify DIR            checks its data, down to the last micro"})
public final class Main {
  static final int FAILED = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    // A value, such as a request id, may begin with '@'; it is no file of arguments.
    return new CommandLine(new Main()).setExpandAtFiles(false).registerConverter(HostAndPort.class, HostAndPort::parse)
        .registerConverter(Duration.class, Durations::parse)
        .setExecutionExceptionHandler((failure, _, _) -> explain(failure)).execute(
            arguments.length == 0 ? new String[]{"--help"} : arguments);
  }

  private static int explain(Exception failure) {
    Optional<String> known = Diagnosis.message(failure);
    known.ifPresentOrElse(message -> System.err.println("tollbridge: " + message),
        () -> LOG.error("The server cannot start", failure));
    return FAILED;
  }

  /** Provides the version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{"tollbridge " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** Runs a server until it is asked to stop. */
  @Command(name = "serve", mixinStandardHelpOptions = true,
      description = "Runs a server until SIGTERM or Ctrl-C. All data is in one directory; a restart continues from there.")
  static final class Serve implements Callable<Integer> {
    /** How long a server that had to stop still shows the reason at /readyz, for whatever monitors it. */
    private static final int SHOWN_SECONDS = 15;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      require(Objects.requireNonNull(spec), options.fault());
      Server server = Server.start(options.settings());
      Thread.setDefaultUncaughtExceptionHandler(server::threadFailed);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server), "shutdown"));
      Throwable failure = server.awaitStopped();
      if (failure == null) {
        return 0;
      }
      LOG.error("Stopped: nothing more is accepted or acknowledged, and nothing acknowledged is lost. {}",
          Diagnosis.advice(failure), failure);
      TimeUnit.SECONDS.sleep(SHOWN_SECONDS);
      Runtime.getRuntime().halt(FAILED);
      return FAILED;
    }
  }

  private static void shutDown(Server server) {
    LOG.info("Shutting down: bridges are asked to reconnect, events in progress are acknowledged");
    server.close();
  }

  /** Ends the command with exit code 2 and its usage if something is wrong with its options. */
  static void require(CommandSpec spec, @Nullable String fault) {
    if (fault != null) {
      throw new ParameterException(spec.commandLine(), fault);
    }
  }
}
