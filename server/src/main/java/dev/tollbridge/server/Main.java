package dev.tollbridge.server;

import dev.tollbridge.server.money.Money;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.Callable;
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
  Main.Serve.class, Quickstart.class,
  CommandLine.HelpCommand.class}, description = "Rates audio conferencing legs minute by minute against prepaid credits.", footer = {
    "", "Start here:", "  tollbridge quickstart            shows a server under load, and checks every charge",
    "  tollbridge serve --data DIR      runs a server"})
public final class Main {
  static final int FAILED = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return new CommandLine(new Main()).registerConverter(HostAndPort.class, HostAndPort::parse)
        .registerConverter(Duration.class, Main::duration)
        .setExecutionExceptionHandler((failure, _, _) -> explain(failure)).execute(
            arguments.length == 0 ? new String[]{"--help"} : arguments);
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.TypeConversionException("'" + text + "' is not a duration of ISO 8601, such as PT2M");
    }
  }

  private static int explain(Exception failure) {
    if (failure instanceof StartupException || failure instanceof UncheckedIOException) {
      System.err.println("tollbridge: " + failure.getMessage());
    } else {
      LOG.error("The server cannot start", failure);
    }
    return FAILED;
  }

  /** Tells the version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{"tollbridge " + (version == null ? "(not packaged)" : version)};
    }
  }

  /** Runs a server until it is told to stop. */
  @Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs a server until SIGTERM or Ctrl-C. All data is in one directory; a restart goes on from there.")
  static final class Serve implements Callable<Integer> {
    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      check();
      Server server = Server.start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
      Throwable failure = server.awaitStopped();
      if (failure == null) {
        return 0;
      }
      LOG.error("A shard has stopped; nothing acknowledged is lost. Restart the server, and report this", failure);
      Runtime.getRuntime().halt(FAILED);
      return FAILED;
    }

    private void check() {
      require(options.shards >= 1 && options.shards <= ServerOptions.MAX_SHARDS,
          "--shards must be 1 to " + ServerOptions.MAX_SHARDS);
      require(options.timeScale >= 1 && options.timeScale <= ServerOptions.MAX_TIME_SCALE,
          "--time-scale must be 1 to " + ServerOptions.MAX_TIME_SCALE);
      require(options.lease.isPositive(), "--lease must be above zero, such as PT2M");
      require(options.orphanTimeout.compareTo(options.lease) > 0, "--orphan-timeout must be longer than --lease");
      try {
        require(Money.parseMicros(options.minimumPurchase) > 0, "--minimum-purchase must be above zero");
      } catch (IllegalArgumentException e) {
        require(false, "--minimum-purchase: " + e.getMessage());
      }
    }

    private void require(boolean valid, String rule) {
      if (!valid) {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
      }
    }
  }
}
