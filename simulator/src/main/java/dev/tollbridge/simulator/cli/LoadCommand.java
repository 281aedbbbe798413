package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.load.DeckFile;
import dev.tollbridge.simulator.load.LoadOptions;
import dev.tollbridge.simulator.load.LoadRun;
import dev.tollbridge.simulator.load.ServerUnreachable;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Mix;
import dev.tollbridge.simulator.scenario.Scenario;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim load}: an open load of legs, and the check of everything that was charged for them. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true, description = {
  "Starts phone legs at a steady average rate, whatever the server does, ends them after their hold, and then",
  "checks every charge, call record, ledger entry and balance against its own arithmetic.",
  "Everything needed on the server is made through the public API: rate decks, service numbers, organizations",
  "sim-SEED-1 to sim-SEED-N (the first gets half of all legs) and their credit. Running it again is fine."}, footerHeading = "%nExamples:%n", footer = {
    "  One minute at 50 legs a second, for a start:",
    "    tollbridge-sim load --target localhost:50051",
    "  See the first 20 charges of 100 legs of 90 seconds:",
    "    tollbridge-sim load --legs 100 --hold fixed:90s --show-charges 20",
    "  Only dial-out, with a carrier's deck of your own:",
    "    tollbridge-sim load --mix dialout=1 --deck carrier.csv",
    "  A burst of short and very long legs from four bridges:",
    "    tollbridge-sim load --rate 2000/s --hold lognormal:180s,1.2 --duration 30s --legs 50000 --bridges 4",
    "",
    "The last line of the output is the verdict:",
    "  reconciliation: OK legs=3000 charges=8123 missing=0 duplicated=0 wrong=0"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
      "0:everything reconciles", "1:something is missing, duplicated or wrong", "2:bad arguments",
      "3:the server cannot be reached"})
final class LoadCommand implements Callable<Integer> {
  private static final int DIFFERS = 1;
  private static final int UNREACHABLE = 3;
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  @Spec
  private @Nullable CommandSpec spec;
  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "localhost:50051", description = "The server's gRPC address, plain text (default: ${DEFAULT-VALUE}).")
  private String target = "";
  @Option(names = "--rate", paramLabel = "RATE", defaultValue = "50/s", description = "Legs started on average, by the wall clock: 50/s, 1200/m, 10000/h (default: ${DEFAULT-VALUE}).")
  private ArrivalRate rate = new ArrivalRate(1);
  @Option(names = "--hold", paramLabel = "HOLD", defaultValue = "exp:180s", description = "How long legs last in call time, which a server's time scale makes shorter: exp:MEAN, fixed:LENGTH"
      + " or lognormal:MEDIAN,SIGMA, at most 24h (default: ${DEFAULT-VALUE}).")
  private Hold hold = new Hold.Fixed(Duration.ZERO);
  @Option(names = "--duration", paramLabel = "TIME", defaultValue = "60s", description = "For how long legs are started, by the wall clock: 500ms, 60s, 5m, 1h (default: ${DEFAULT-VALUE})."
      + " Legs that would end more than 10 seconds later are then ended at once.")
  private Duration duration = Duration.ZERO;
  @Option(names = "--legs", paramLabel = "MAX", defaultValue = "100000", description = "Start at most this many legs (default: ${DEFAULT-VALUE}).")
  private long legs;
  @Option(names = "--mix", paramLabel = "WEIGHTS", defaultValue = "toll=60,tollfree=25,dialout=15", description = "Weights of the three classes of legs (default: ${DEFAULT-VALUE}).")
  private Mix mix = new Mix(1, 1, 1);
  @Option(names = "--organizations", paramLabel = "N", defaultValue = "10", description = "Organizations that pay (default: ${DEFAULT-VALUE}).")
  private int organizations;
  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Settles every random choice: the same seed plans the same legs (default: ${DEFAULT-VALUE}).")
  private long seed;
  @Option(names = "--bridges", paramLabel = "N", defaultValue = "1", description = "Bridges, each with a stream of its own (default: ${DEFAULT-VALUE}).")
  private int bridges;
  @Option(names = "--deck", paramLabel = "FILE", description = "CSV rate deck in USD to use for dial-out in place of the sample deck.")
  private @Nullable Path deck;
  @Option(names = "--show-charges", paramLabel = "N", defaultValue = "0", description = "Print the first N charges as they come, then a sample a second (default: ${DEFAULT-VALUE}).")
  private int showCharges;

  private final PrintStream out;
  private final PrintStream err;

  LoadCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    LoadRun run = new LoadRun(options(), this::connect, out, err);
    Interruption interruption = Interruption.install(run::stop);
    int exitCode = DIFFERS;
    try {
      exitCode = run.run() ? 0 : DIFFERS;
    } catch (ServerUnreachable e) {
      err.println("tollbridge-sim: cannot reach " + target + ": " + e.getMessage());
      exitCode = UNREACHABLE;
    } catch (IllegalStateException e) {
      err.println("tollbridge-sim: " + e.getMessage());
    } finally {
      interruption.finished(exitCode);
    }
    return exitCode;
  }

  private LoadOptions options() {
    if (!target.matches(".+:\\d{1,5}")) {
      throw invalid("--target must be HOST:PORT, not '" + target + "'");
    }
    if (showCharges < 0) {
      throw invalid("--show-charges must be 0 or more");
    }
    try {
      Scenario scenario = new Scenario(rate, hold, duration, legs, mix, organizations, seed, bridges);
      return new LoadOptions(scenario, dialOutDeck(), showCharges);
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
    return ManagedChannelBuilder.forTarget(target).usePlaintext().maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
  }

  private ParameterException invalid(@Nullable String message) {
    if (spec == null) {
      throw new IllegalStateException("not run from the command line");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
