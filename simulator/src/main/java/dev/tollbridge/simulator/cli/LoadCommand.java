package dev.tollbridge.simulator.cli;

import dev.tollbridge.client.SpoolException;
import dev.tollbridge.simulator.load.DeckFile;
import dev.tollbridge.simulator.load.LoadOptions;
import dev.tollbridge.simulator.load.LoadRun;
import dev.tollbridge.simulator.load.ServerUnreachable;
import dev.tollbridge.simulator.report.Assessment;
import dev.tollbridge.simulator.report.Reports;
import dev.tollbridge.simulator.report.RunReport;
import dev.tollbridge.simulator.report.Summary;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Mix;
import dev.tollbridge.simulator.scenario.Scenario;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim load}: an open load of legs, and the check of everything that was charged for them. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, resourceBundle = LoadCommand.TEXTS)
final class LoadCommand implements Callable<Integer> {
  /** Every text of the help; options' texts go by their names. */
  static final String TEXTS = "dev.tollbridge.simulator.cli.load";
  private static final int DIFFERS = 1;
  private static final int UNREACHABLE = 3;
  private static final int MAX_MESSAGE_BYTES = 16 << 20;
  /** A server that dies without a word is noticed after the two together, well within a bridge's lease. */
  private static final long KEEP_ALIVE_SECONDS = 10;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;

  @Spec
  private @Nullable CommandSpec spec;
  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090")
  private String target = "";
  @Option(names = "--rate", paramLabel = "RATE", defaultValue = "50/s")
  private ArrivalRate rate = new ArrivalRate(1);
  @Option(names = "--hold", paramLabel = "HOLD", defaultValue = "exp:180s")
  private Hold hold = new Hold.Fixed(Duration.ZERO);
  @Option(names = "--duration", paramLabel = "TIME", defaultValue = "60s")
  private Duration duration = Duration.ZERO;
  @Option(names = "--legs", paramLabel = "MAX", defaultValue = "100000")
  private long legs;
  @Option(names = "--mix", paramLabel = "WEIGHTS", defaultValue = "toll=60,tollfree=25,dialout=15")
  private Mix mix = new Mix(1, 1, 1);
  @Option(names = "--organizations", paramLabel = "N", defaultValue = "10")
  private int organizations;
  @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
  private long seed;
  @Option(names = "--bridges", paramLabel = "N", defaultValue = "1")
  private int bridges;
  @Option(names = "--deck", paramLabel = "FILE")
  private @Nullable Path deck;
  @Option(names = "--spool", paramLabel = "DIR")
  private @Nullable Path spool;
  @Option(names = "--show-charges", paramLabel = "N", defaultValue = "0")
  private int showCharges;
  @Option(names = "--authorize", paramLabel = "PERCENT", defaultValue = "100")
  private int authorize;
  @Mixin
  private final ReportOptions reporting = new ReportOptions();

  private final PrintStream out;
  private final PrintStream err;

  LoadCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadRun run = new LoadRun(options(), this::connect, out, err);
    Reports reports = reports();
    Interruption interruption = Interruption.install(run::stop);
    int exitCode = DIFFERS;
    try (reports) {
      exitCode = run(run, reports, interruption);
    } catch (IOException e) {
      err.println("tollbridge-sim: cannot write the reports: " + e);
      exitCode = DIFFERS;
    } finally {
      interruption.finished(exitCode);
    }
    return exitCode;
  }

  private int run(LoadRun run, Reports reports, Interruption interruption) throws InterruptedException, IOException {
    try {
      RunReport report = run.run(reports.watchers());
      Assessment assessment = reporting.assess(report, interruption.happened());
      new Summary(report, assessment).print(out);
      reports.write(Settings.describe(command()), report, assessment);
      return assessment.verdict().exitCode();
    } catch (ServerUnreachable e) {
      err.println("tollbridge-sim: cannot reach " + target + ": " + e.getMessage());
      return UNREACHABLE;
    } catch (IllegalStateException | SpoolException | UncheckedIOException e) {
      err.println("tollbridge-sim: " + e.getMessage());
      return DIFFERS;
    }
  }

  private LoadOptions options() {
    if (!target.matches(".+:\\d{1,5}")) {
      throw invalid("--target must be HOST:PORT, not '" + target + "'");
    }
    if (showCharges < 0) {
      throw invalid("--show-charges must be 0 or more");
    }
    if (authorize < 0 || authorize > 100) {
      throw invalid("--authorize must be from 0 to 100");
    }
    try {
      Scenario scenario = new Scenario(rate, hold, duration, legs, mix, organizations, seed, bridges);
      return new LoadOptions(scenario, dialOutDeck(), spool, showCharges, authorize);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private Reports reports() {
    try {
      return reporting.open();
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private @Nullable DeckFile dialOutDeck() {
    if (deck == null) {
      return null;
    }
    try {
      return DeckFile.dialOut(deck);
    } catch (IllegalArgumentException e) {
      throw invalid("--deck " + deck + ": " + e.getMessage());
    } catch (IOException e) {
      throw invalid("--deck " + deck + " cannot be read: " + e);
    }
  }

  private ManagedChannel connect() {
    return ManagedChannelBuilder.forTarget(target).usePlaintext().maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS).build();
  }

  private ParameterException invalid(@Nullable String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("not run from the command line");
    }
    return spec;
  }
}
