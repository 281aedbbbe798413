package dev.tollbridge.cli;

import dev.tollbridge.server.Diagnosis;
import dev.tollbridge.server.Server;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a server until it is asked to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true,
    description = "Runs a server until SIGTERM or Ctrl-C. All data is in one directory; a restart continues from there.",
    footer = {"  tollbridge serve --data /var/lib/tollbridge",
      "  tollbridge serve --config /etc/tollbridge.properties --log-format json"})
final class Serve implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  /** How long a server that had to stop still shows the reason at /readyz, for whatever monitors it. */
  private static final int SHOWN_SECONDS = 15;

  @Mixin
  private ServerOptions options = new ServerOptions();

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Main.require(Objects.requireNonNull(spec), options.fault());
    options.logFormat.use();
    LOG.info("{} starts with the data in {}", new Main.Version().getVersion()[0],
        options.data.toAbsolutePath().normalize());
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
    Runtime.getRuntime().halt(Main.FAILED);
    return Main.FAILED;
  }

  private static void shutDown(Server server) {
    LOG.info("Shutting down: bridges are asked to reconnect, events in progress are acknowledged");
    server.close();
  }
}
