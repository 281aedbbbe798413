package dev.tollbridge.simulator.load;

import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.ChargeTicker;
import dev.tollbridge.simulator.report.Gauges;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.OfferedRate;
import dev.tollbridge.simulator.report.ProgressLine;
import dev.tollbridge.simulator.report.RunReport;
import dev.tollbridge.simulator.report.Sample;
import dev.tollbridge.simulator.report.Sampler;
import dev.tollbridge.simulator.report.Series;
import dev.tollbridge.simulator.sample.SampleDecks;
import dev.tollbridge.simulator.scenario.Faults;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.Decks;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One load from set-up to verdict. */
public final class LoadRun {
  private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration OWN_CLOCK_BEHIND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LoadOptions options;
  private final Scenario scenario;
  private final Supplier<ManagedChannel> connector;
  private final Supplier<ManagedChannel> bridges;
  private final PrintStream out;
  private final PrintStream err;
  private final LoadStatistics statistics = new LoadStatistics();
  private final FaultCounts faults = new FaultCounts();
  private volatile boolean stopped;
  private long behindNanos;

  /**
   * A run.
   *
   * @param connector makes channels to the server, which the run closes
   * @param bridges makes channels for the bridges' streams, which may have another identity
   * @param out receives the charges to be shown
   * @param err receives progress and messages
   */
  public LoadRun(LoadOptions options, Supplier<ManagedChannel> connector, Supplier<ManagedChannel> bridges,
      PrintStream out, PrintStream err) {
    this.options = options;
    this.scenario = options.scenario();
    this.connector = connector;
    this.bridges = bridges;
    this.out = out;
    this.err = err;
  }

  /** Stops starting legs and ends the active ones; the summary is still printed. */
  public void stop() {
    stopped = true;
  }

  /**
   * Whether the simulator kept its schedule, apart from delays that the server caused; call after the run. If it did
   * not, the results say more about the simulator than about the server.
   */
  public boolean keptPace() {
    if (behindNanos > 0) {
      err.printf(Locale.ROOT,
          "The simulator, not the server, was the limit: it started legs up to %.1f s late through its own "
              + "fault. Use a lower --rate, or share the load between several machines.%n",
          behindNanos / 1e9);
    }
    return behindNanos == 0;
  }

  /** Runs the load and reports the results; meanwhile {@code watchers} receive a sample every second. */
  public RunReport run(List<Consumer<Sample>> watchers) throws InterruptedException, ServerUnreachable {
    Instant began = Instant.now();
    long beginNanos = System.nanoTime();
    Series series = new Series();
    ManagedChannel channel = connector.get();
    try {
      Played played = load(channel, concat(watchers, series));
      if (!scenario.faults().equals(Faults.NONE)) {
        out.println();
        out.println(faults);
      }
      return new RunReport(statistics, played.reconciliation(), played.rate(), series, began,
          Duration.ofNanos(System.nanoTime() - beginNanos));
    } catch (StatusException | StatusRuntimeException | TimeoutException | ExecutionException e) {
      throw ServerUnreachable.orFailure(e);
    } finally {
      channel.shutdown();
    }
  }

  private record Played(Reconciliation reconciliation, OfferedRate rate) {}

  private Played load(ManagedChannel channel, List<Consumer<Sample>> watchers)
      throws InterruptedException, StatusException, TimeoutException, ExecutionException {
    RunIdentity identity = new RunIdentity(scenario, System.currentTimeMillis());
    Spools spools = new Spools(options.spool(), err);
    settle(spools, identity);
    Setup setup = new Setup(channel, identity.runNumber());
    setup.serviceNumbers();
    Map<String, Boolean> idle = setup.organizations(scenario);
    List<DeckFile> files = SampleDecks.CALL_TYPES.stream().map(options::deck).toList();
    Plan plan = options.plan();
    Reconciliation reconciliation = new Reconciliation(identity,
        new Decks(files.stream().collect(Collectors.toMap(DeckFile::callType, DeckFile::table))), plan::leg);
    long startMicros;
    OfferedRate rate;
    try (Fleet fleet = new Fleet(identity, statistics, faults, spools, options.ownClock())) {
      ServerClock clock = fleet.open(reconciliation, new ChargeTicker(out, options.showCharges()), bridges,
          options.connections());
      long effectiveMicros = setup.decks(files, clock.micros(System.nanoTime()), decksBefore());
      LegDriver.Run run = new LegDriver.Run(identity, clock, begin(clock, effectiveMicros),
          () -> stopped || fleet.takeover().happened());
      startMicros = clock.micros(run.beginNanos());
      rate = drive(new Stage(fleet, run, plan, reconciliation, channel), watchers);
      behindNanos = fleet.behindNanos();
    }
    reconciliation.finish();
    new BooksComparison(new ServerBooks(channel), reconciliation, startMicros, err).run(idle);
    return new Played(reconciliation, rate);
  }

  private void settle(Spools spools, RunIdentity identity) throws InterruptedException, TimeoutException {
    ManagedChannel channel = bridges.get();
    try {
      spools.settle(identity, channel);
    } finally {
      channel.shutdown();
    }
  }

  /** Clocks that are behind need decks that have been in force for a while. */
  private Duration decksBefore() {
    Duration skew = scenario.faults().skew();
    return options.ownClock() && skew.isZero() ? OWN_CLOCK_BEHIND : skew;
  }

  private static long begin(ServerClock clock, long effectiveMicros) {
    return Math.max(System.nanoTime() + HEAD_START_NANOS, clock.nanos(effectiveMicros + 1));
  }

  /** The parts of the load once set-up is done. */
  private record Stage(Fleet fleet, LegDriver.Run run, Plan plan, Reconciliation reconciliation, Channel channel) {}

  private OfferedRate drive(Stage stage, List<Consumer<Sample>> watchers) throws InterruptedException {
    boolean terminal = options.showCharges() == 0
        && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    DueLegs due = new DueLegs(stage.plan(), stage.run());
    Gauges gauges = new Gauges(due::by, stage.reconciliation().findings()::minutes, stage.fleet()::unacknowledged);
    long beginNanos = stage.run().beginNanos();
    try (ProgressLine progress = new ProgressLine(err, terminal);
        Sampler sampler = new Sampler(statistics, gauges, concat(watchers, progress), beginNanos)) {
      sampler.start();
      play(stage);
      stage.fleet().takeover().check();
      stage.fleet().giveUp();
    }
    return statistics.offered(beginNanos, due.by(System.nanoTime()), due.lastNanos());
  }

  private void play(Stage stage) throws InterruptedException {
    Authorizer authorizer = new Authorizer(stage.run(), stage.plan(), stage.channel(), statistics,
        options.authorizePercent());
    stage.fleet().drive(stage.run(), stage.plan(), new Stall(PATIENCE));
    awaitClosings(stage.fleet(), stage.reconciliation());
    authorizer.awaitAnswers();
  }

  private static <T> List<T> concat(List<T> first, T last) {
    return Stream.concat(first.stream(), Stream.of(last)).toList();
  }

  /** Waits until every event is acknowledged and every leg closed, or until there is no more progress. */
  private void awaitClosings(Fleet fleet, Reconciliation reconciliation) {
    Stall stall = new Stall(PATIENCE);
    long left = left(fleet, reconciliation);
    while (left > 0 && !stall.isOver(left) && !fleet.takeover().happened()) {
      LockSupport.parkNanos(POLL_NANOS);
      left = left(fleet, reconciliation);
    }
    if (left > 0 && !fleet.takeover().happened()) {
      err.printf("%nNothing received for %d s: %d events are not acknowledged, %d legs are not closed.%n",
          PATIENCE.toSeconds(), fleet.unacknowledged(), reconciliation.openLegCount());
    }
  }

  private static long left(Fleet fleet, Reconciliation reconciliation) {
    return fleet.unacknowledged() + reconciliation.openLegCount();
  }
}
