package dev.tollbridge.cli;

import dev.tollbridge.server.Server;
import dev.tollbridge.server.storage.DurableFiles;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a server under load: both start, charges are shown as they are made, and at the end every one is checked. */
@Command(name = "quickstart", mixinStandardHelpOptions = true,
    description = "Starts a server on loopback with sample decks, organizations and numbers, runs the simulator against"
        + " it at an accelerated clock, shows charges as they arrive, and checks every charge and record at the end.",
    footer = {"  tollbridge quickstart --duration 10s", "  tollbridge quickstart --keep"})
final class Quickstart implements Callable<Integer> {
  private static final HostAndPort ANY_PORT = new HostAndPort("127.0.0.1", 0);

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--duration", paramLabel = "DURATION", defaultValue = "30s",
      description = "How long new legs start, by the wall clock. Default: ${DEFAULT-VALUE}.")
  private String duration = "30s";

  @Option(names = "--deck", paramLabel = "FILE", description = "CSV rate deck for dial-out instead of the sample.")
  private @Nullable Path deck;

  @Option(names = "--data", paramLabel = "DIR",
      description = "Data directory to make and keep. Default: a temporary one, removed at the end.")
  private @Nullable Path data;

  @Option(names = "--time-scale", paramLabel = "N", defaultValue = "60",
      description = "How many times faster than the wall clock. Default: ${DEFAULT-VALUE}: a second shows a minute.")
  private int timeScale = 60;

  @Option(names = "--listen", paramLabel = "HOST:PORT",
      description = "Where gRPC is served. Default: any port of 127.0.0.1; with --keep 127.0.0.1:9090.")
  private @Nullable HostAndPort listen;

  @Option(names = "--http", paramLabel = "HOST:PORT",
      description = "Where metrics are served. Default: any port of 127.0.0.1; with --keep 127.0.0.1:9091.")
  private @Nullable HostAndPort http;

  @Option(names = "--keep", description = "Leave the server up afterwards, until Ctrl-C.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Path simulator = Path.of(System.getProperty("tollbridge.root", "."), "simulator", "bin", "tollbridge-sim");
    if (!Files.isExecutable(simulator)) {
      throw new StartupException("the simulator is not at " + simulator
          + "; run quickstart with server/bin/tollbridge from a checkout");
    }
    var options = new ServerOptions();
    options.timeScale = timeScale;
    Main.require(Objects.requireNonNull(spec), options.fault());
    Path directory = data == null ? Files.createTempDirectory("tollbridge-quickstart") : data;
    options.data = directory;
    options.listen = listen != null ? listen : keep ? options.listen : ANY_PORT;
    options.http = http != null ? http : keep ? options.http : ANY_PORT;
    try (Server server = Server.start(options.settings())) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
      int exitCode = simulate(simulator, server.port());
      if (keep) {
        System.err
            .println("The server stays up on " + options.listen.host() + ":" + server.port() + "; Ctrl-C stops it.");
        server.awaitStopped();
      }
      return exitCode;
    } finally {
      if (data == null) {
        DurableFiles.deleteTree(directory);
      }
    }
  }

  private int simulate(Path simulator, int port) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(simulator.toString(), "load", "--target", "127.0.0.1:" + port,
        "--rate", "20/s", "--hold", "exp:180s", "--duration", duration, "--show-charges", "20",
        "--allow-late", "100"));
    if (deck != null) {
      command.addAll(List.of("--deck", deck.toString()));
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
