package dev.tollbridge.simulator.cli;

import dev.tollbridge.client.ConnectionOptions;
import dev.tollbridge.client.SpoolException;
import dev.tollbridge.simulator.load.DeckFile;
import dev.tollbridge.simulator.load.LoadOptions;
import dev.tollbridge.simulator.load.LoadRun;
import dev.tollbridge.simulator.load.ServerUnreachable;
import dev.tollbridge.simulator.report.Assessment;
import dev.tollbridge.simulator.report.Reports;
import dev.tollbridge.simulator.report.RunReport;
import dev.tollbridge.simulator.report.Summary;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Arrivals;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.PlanFile;
import dev.tollbridge.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tollbridge-sim load}: plays an open load of legs and checks all their charges. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false, resourceBundle = LoadCommand.TEXTS)
final class LoadCommand implements Callable<Integer> {
  /** Texts of the help, those of options by their names. */
  static final String TEXTS = "dev.tollbridge.simulator.cli.load";
  private static final int DIFFERS = 1;
  private static final int UNREACHABLE = 3;
  private static final int BEHIND = 4;

  @Spec
  private @Nullable CommandSpec spec;
  @Mixin
  private ConnectionFlags connection = new ConnectionFlags();
  @Option(names = "--scenario", paramLabel = "NAME|FILE")
  private @Nullable String scenarioName;
  @Option(names = "--list-scenarios", help = true)
  private boolean listScenarios;
  @Option(names = "--dry-run")
  private boolean dryRun;
  @Option(names = "--plan-out", paramLabel = "FILE")
  private @Nullable Path planOut;
  @Option(names = "--rate", paramLabel = "RATE", defaultValue = "50/s")
  private ArrivalRate rate = new ArrivalRate(1);
  @Option(names = "--arrivals", paramLabel = "SHAPE", defaultValue = "poisson")
  private Arrivals arrivals = Arrivals.POISSON;
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
  @Mixin
  private AttendanceOptions attendance = new AttendanceOptions();
  @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
  private long seed;
  @Option(names = "--bridges", paramLabel = "N", defaultValue = "1")
  private int bridges;
  @Option(names = "--connections", paramLabel = "N", defaultValue = "0")
  private int connections;
  @Option(names = "--faults", paramLabel = "FAULTS", defaultValue = "")
  private Faults faults = Faults.NONE;
  @Option(names = "--deck", paramLabel = "FILE")
  private @Nullable Path deck;
  @Option(names = "--spool", paramLabel = "DIR")
  private @Nullable Path spool;
  @Option(names = "--bridge-token-file", paramLabel = "FILE")
  private @Nullable Path bridgeTokenFile;
  @Option(names = "--own-clock")
  private boolean ownClock;
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
    if (listScenarios) {
      ScenarioFile.SHIPPED.forEach(name -> out.printf("%-20s %s%n", name, ScenarioFile.headline(name)));
      return 0;
    }
    if (scenarioName != null) {
      err.println("scenario: " + scenarioName);
    }
    return load();
  }

  private int load() throws InterruptedException {
    LoadOptions options = options();
    ConnectionOptions server = server();
    ConnectionOptions bridgesServer = bridgesServer(server);
    checkFiles();
    if (dryRun) {
      plan(options);
      return 0;
    }
    return load(options, new LoadRun(options, server::open, bridgesServer::open, out, err), server);
  }

  /**
   * Refuses an output file that is also another file of the command line, and results of a dry run, which only writes
   * the plan.
   */
  private void checkFiles() {
    Map<String, Path> written = new LinkedHashMap<>(reporting.files());
    if (dryRun && spool != null) {
      written.put("--spool", spool);
    }
    if (dryRun && !written.isEmpty()) {
      throw invalid(String.join(", ", written.keySet()) + ": --dry-run plays no load, so it has no results to keep; "
          + "omit one of the two");
    }
    try {
      DistinctFiles files = new DistinctFiles().add("--deck", deck);
      files.add("--arrivals", arrivals instanceof Arrivals.Trace trace ? trace.file() : null).add("--plan-out",
          planOut);
      written.forEach(files::add);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /** Counts the plan's legs, and writes them if there is a --plan-out. */
  private void plan(LoadOptions options) {
    try {
      Plan plan = options.plan();
      long legs = planOut == null ? plan.legCount() : PlanFile.write(plan, planOut);
      err.println("planned legs: " + legs);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    } catch (IOException e) {
      throw invalid(OutputFile.unwritable("--plan-out", planOut, e));
    }
  }

  private ConnectionOptions server() {
    try {
      return connection.options();
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private ConnectionOptions bridgesServer(ConnectionOptions server) {
    try {
      return bridgeTokenFile == null ? server : connection.options(bridgeTokenFile);
    } catch (IllegalArgumentException e) {
      throw invalid("--bridge-token-file: " + e.getMessage());
    }
  }

  private int load(LoadOptions options, LoadRun run, ConnectionOptions server) throws InterruptedException {
    Reports reports = reports(options);
    Interruption interruption = Interruption.install(run::stop);
    int exitCode = DIFFERS;
    try (reports) {
      exitCode = run(run, reports, interruption, server);
    } catch (IOException e) {
      err.println("tollbridge-sim: cannot write the reports: " + e);
      exitCode = DIFFERS;
    } finally {
      interruption.finished(exitCode);
    }
    return exitCode;
  }

  private int run(LoadRun run, Reports reports, Interruption interruption, ConnectionOptions server)
      throws InterruptedException, IOException {
    try {
      RunReport report = run.run(reports.watchers());
      Assessment assessment = reporting.assess(report, interruption.happened());
      new Summary(report, assessment).print(out);
      reports.write(Settings.describe(command()), report, assessment);
      int exitCode = assessment.verdict().exitCode();
      return exitCode == 0 && !run.keptPace() ? BEHIND : exitCode;
    } catch (ServerUnreachable e) {
      err.println("tollbridge-sim: " + ConnectionFlags.unreachable(server, e));
      return UNREACHABLE;
    } catch (IllegalArgumentException | IllegalStateException | SpoolException | UncheckedIOException e) {
      err.println("tollbridge-sim: " + e.getMessage());
      return DIFFERS;
    }
  }

  private LoadOptions options() {
    if (connections < 0 || connections > Scenario.MAX_BRIDGES) {
      throw invalid("--connections must be from 0 to " + Scenario.MAX_BRIDGES);
    }
    if (showCharges < 0) {
      throw invalid("--show-charges must be 0 or more");
    }
    if (authorize < 0 || authorize > 100) {
      throw invalid("--authorize must be from 0 to 100");
    }
    try {
      Scenario scenario = new Scenario(rate, arrivals, hold, duration, legs, mix, organizations,
          attendance.value(), seed, bridges, faults);
      return new LoadOptions(scenario, dialOutDeck(), spool, showCharges, authorize, connections, ownClock);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /** Opens the reports, then writes the plan if there is a --plan-out; both before the run. */
  private Reports reports(LoadOptions options) {
    Reports reports;
    try {
      reports = reporting.open();
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
    try {
      if (planOut != null) {
        plan(options);
      }
      return reports;
    } catch (ParameterException e) {
      close(reports);
      throw e;
    }
  }

  private static void close(Reports reports) {
    try {
      reports.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
