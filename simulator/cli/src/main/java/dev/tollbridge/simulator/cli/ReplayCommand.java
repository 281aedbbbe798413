package dev.tollbridge.simulator.cli;

import dev.tollbridge.client.ConnectionOptions;
import dev.tollbridge.simulator.replay.LiveOptions;
import dev.tollbridge.simulator.replay.LiveReplay;
import dev.tollbridge.simulator.replay.Organizations;
import dev.tollbridge.simulator.replay.Preparation;
import dev.tollbridge.simulator.replay.ReplayOptions;
import dev.tollbridge.simulator.replay.ReplayRun;
import dev.tollbridge.simulator.replay.ServerGone;
import dev.tollbridge.simulator.replay.TimeShift;
import dev.tollbridge.simulator.usage.DateOrder;
import dev.tollbridge.simulator.usage.UsageReport;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim replay}: sends the calls of a usage report to a server. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, resourceBundle = ReplayCommand.TEXTS)
final class ReplayCommand implements Callable<Integer> {
  /** Texts of the help, those of options by their names. */
  static final String TEXTS = "dev.tollbridge.simulator.cli.replay";
  private static final int DIFFERS = 1;
  private static final int UNREACHABLE = 3;
  private static final int INTERRUPTED = 130;

  @Spec
  private @Nullable CommandSpec spec;
  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  private Path file = Path.of("");
  @Mixin
  private ConnectionFlags connection = new ConnectionFlags();
  @Option(names = "--organization", paramLabel = "[DOMAIN=]ID", required = true)
  private List<String> organizations = new ArrayList<>();
  @Option(names = "--book")
  private boolean book;
  @Option(names = "--shift", paramLabel = "TIME", defaultValue = "none")
  private TimeShift shift = TimeShift.NONE;
  @Option(names = "--rejects", paramLabel = "FILE")
  private @Nullable Path rejects;
  @Option(names = "--state", paramLabel = "FILE")
  private @Nullable Path state;
  @Option(names = "--refuse-masked")
  private boolean refuseMasked;
  @Option(names = "--date-format", paramLabel = "ORDER")
  private DateOrder dates = DateOrder.UNSTATED;
  @Option(names = "--prepare")
  private boolean prepare;
  @Option(names = "--live")
  private boolean live;
  @Option(names = "--speed", paramLabel = "N", defaultValue = "1")
  private BigDecimal speed = BigDecimal.ONE;

  private final PrintStream out;
  private final PrintStream err;

  ReplayCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** A replay of either kind. */
  private interface Replay {
    boolean run() throws IOException, InterruptedException, ServerGone;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    Organizations owners;
    ConnectionOptions server;
    try {
      owners = Organizations.parse(organizations);
      server = connection.options();
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
    ManagedChannel channel = server.open();
    try {
      return run(owners, channel);
    } catch (ServerGone e) {
      err.println("tollbridge-sim: " + ConnectionFlags.unreachable(server, e));
      return UNREACHABLE;
    } catch (IllegalArgumentException e) {
      throw invalid(file + ": " + e.getMessage());
    } catch (IOException e) {
      err.println("tollbridge-sim: " + e);
      return DIFFERS;
    } catch (IllegalStateException e) {
      err.println("tollbridge-sim: " + e.getMessage());
      return DIFFERS;
    } finally {
      channel.shutdownNow();
    }
  }

  private int run(Organizations owners, ManagedChannel channel)
      throws IOException, InterruptedException, ServerGone {
    if (prepare) {
      new Preparation(channel).prepare(owners);
    }
    if (live) {
      LiveReplay replay = new LiveReplay(new LiveOptions(file, owners, rejects, refuseMasked, speed, dates), channel,
          out, err);
      return run(replay::run, replay::stop);
    }
    ReplayRun replay = new ReplayRun(new ReplayOptions(file, book, owners, shift, rejects, state, refuseMasked, dates),
        channel,
        out, err);
    return run(replay::run, replay::stop);
  }

  private static int run(Replay replay, Runnable stop) throws IOException, InterruptedException, ServerGone {
    Interruption interruption = Interruption.install(stop);
    int exitCode = DIFFERS;
    try {
      exitCode = replay.run() ? interruption.happened() ? INTERRUPTED : 0 : DIFFERS;
    } finally {
      interruption.finished(exitCode);
    }
    return exitCode;
  }

  private void check() {
    if (live && (book || state != null || !shift.equals(TimeShift.NONE))) {
      throw invalid("--live excludes --book, --state and --shift: live legs happen now, and are charged");
    }
    if (!live && speed.compareTo(BigDecimal.ONE) != 0) {
      throw invalid("--speed is for --live");
    }
    try {
      Path reasons = rejects == null ? null : ReplayOptions.reasonsOf(rejects);
      new DistinctFiles().add("FILE", file).add("--rejects", rejects).add("--rejects' reasons", reasons)
          .add("--state", state);
      OutputFile.checkAdding("--rejects", rejects);
      OutputFile.checkAdding("--rejects", reasons);
      OutputFile.checkNew("--state", state);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
    checkReport();
  }

  /** Refuses a file that is not a report before anything is prepared or sent. */
  private void checkReport() {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw invalid(file + " cannot be read");
    }
    try {
      UsageReport.open(file, dates).close();
    } catch (IllegalArgumentException e) {
      throw invalid(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw invalid(file + " cannot be read: " + e);
    }
  }

  private ParameterException invalid(@Nullable String message) {
    if (spec == null) {
      throw new IllegalStateException("not run from the command line");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
