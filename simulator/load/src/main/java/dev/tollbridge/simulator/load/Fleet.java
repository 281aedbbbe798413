package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.ChargeTicker;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.Opened;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The bridges of a run, each with a client and a driver of its own. */
final class Fleet implements AutoCloseable {
  private static final Duration JOIN = Duration.ofMillis(100);
  private static final Duration OPENING = Duration.ofSeconds(15);

  private final LoadStatistics statistics;
  private final Spools spools;
  private final RunIdentity identity;
  private final FaultCounts faults;
  private final ScheduledExecutorService faultTimer = Executors
      .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faults").factory());
  private final List<LiveBridge> bridges = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CompletableFuture<ServerClock> clock = new CompletableFuture<>();
  private final ChargeTimes times;
  private final Takeover takeover;
  private final boolean ownClock;

  /** @param ownClock whether the bridges follow this machine's clock instead of the server's */
  Fleet(RunIdentity identity, LoadStatistics statistics, FaultCounts faults, Spools spools, boolean ownClock) {
    this.identity = identity;
    this.statistics = statistics;
    this.faults = faults;
    this.spools = spools;
    this.times = new ChargeTimes(clock, statistics);
    this.takeover = new Takeover(identity.scenario().seed());
    this.ownClock = ownClock;
  }

  private void anchor(Opened opened) {
    long nowNanos = System.nanoTime();
    clock.complete(ownClock ? ServerClock.ofThisMachine(opened, nowNanos) : ServerClock.anchor(opened, nowNanos));
  }

  /** What a bridge's clock shows; before the server has answered, this machine's time. */
  private Instant time(LiveBridge bridge) {
    Scenario scenario = identity.scenario();
    long skewMicros = scenario.faults().skewMicros(scenario.seed(), bridge.number());
    return clock.isDone()
        ? EngineTime.instant(clock.join().micros(System.nanoTime()) + skewMicros)
        : Instant.now().plus(skewMicros, ChronoUnit.MICROS);
  }

  /**
   * Connects every bridge; returns the run's clock, anchored at the server's first answer.
   *
   * @param connections that bridges share; 0: each has its own
   */
  ServerClock open(Reconciliation reconciliation, ChargeTicker ticker, Supplier<ManagedChannel> connector,
      int connections) throws InterruptedException, TimeoutException {
    int count = identity.scenario().bridges();
    Stream.generate(connector).limit(connections == 0 ? count : Math.min(connections, count)).forEach(channels::add);
    for (int number = 0; number < count; number++) {
      ManagedChannel channel = channels.get(number % channels.size());
      BridgeAudit audit = reconciliation.bridge(number);
      bridges.add(new LiveBridge(number, identity, audit,
          new Acknowledgements(statistics.latency(Metric.ACK), System.nanoTime()), new Lives(channel, ticker)));
    }
    bridges.forEach(bridge -> bridge.client().start());
    try {
      for (LiveBridge bridge : bridges) {
        bridge.client().awaitOpened(OPENING);
      }
    } catch (IllegalStateException stopped) {
      takeover.check();
      throw stopped;
    }
    return clock.join();
  }

  /** Whether another run has taken the bridges. */
  Takeover takeover() {
    return takeover;
  }

  /** The lives of one bridge, over one channel. */
  private final class Lives implements LiveBridge.Lives {
    private final ManagedChannel channel;
    private final ChargeTicker ticker;

    Lives(ManagedChannel channel, ChargeTicker ticker) {
      this.channel = channel;
      this.ticker = ticker;
    }

    @Override
    public boolean areResumed() {
      return spools.isOn();
    }

    @Override
    public LiveBridge.Life begin(LiveBridge bridge, long session, int maxUnacknowledgedEvents) {
      Scenario scenario = identity.scenario();
      FaultyLine line = new FaultyLine(scenario.faults(), faults,
          new SplittableRandom(scenario.seed() + bridge.number() + session), faultTimer);
      LoadListener listener = new LoadListener(bridge, statistics, ticker, faults, Fleet.this::anchor, times,
          status -> lineLost(bridge.audit().bridgeId(), status));
      BridgeClient.Builder client = BridgeClient
          .builder(isFaulty(scenario) ? ClientInterceptors.intercept(channel, line) : channel,
              bridge.audit().bridgeId(), session, listener)
          .clock(() -> time(bridge)).maxUnacknowledgedEvents(maxUnacknowledgedEvents);
      return new LiveBridge.Life(spools.addTo(client, bridge.audit().bridgeId(), identity).build(), line::crash);
    }

    private void lineLost(String bridgeId, Status status) {
      takeover.lost(bridgeId, status);
      channel.resetConnectBackoff();
    }

    private boolean isFaulty(Scenario scenario) {
      return scenario.faults().onTheLine() || !scenario.faults().crash().isZero();
    }
  }

  /**
   * Starts and ends every leg of the plan; returns when the clients have accepted all ends. Drivers that a silent
   * server keeps waiting are abandoned once the load is over and the stall limit has passed.
   */
  void drive(LegDriver.Run run, Plan plan, Stall stall) throws InterruptedException {
    for (LiveBridge bridge : bridges) {
      LegDriver driver = new LegDriver(run, bridge, statistics, faults, plan.ofBridge(bridge.number()));
      threads.add(Thread.ofPlatform().daemon().name("driver-" + bridge.number()).start(driver));
    }
    for (Thread thread : threads) {
      while (!thread.join(JOIN)) {
        if (takeover.happened() || (run.isOver(System.nanoTime()) && stall.isOver(acknowledged()))) {
          threads.forEach(Thread::interrupt);
        }
      }
    }
  }

  private long acknowledged() {
    return bridges.stream().mapToLong(bridge -> bridge.client().statistics().acknowledgedSequence()).sum();
  }

  /** How late the simulator was through its own fault if it did not keep the schedule; otherwise 0. */
  long behindNanos() {
    return bridges.stream().map(LiveBridge::pace).filter(pace -> !pace.isKept())
        .mapToLong(SchedulePace::worstNanos).max().orElse(0);
  }

  /** Events that the server has not acknowledged. */
  long unacknowledged() {
    return bridges.stream().mapToLong(bridge -> bridge.client().statistics().unacknowledged()).sum();
  }

  /** Stops waiting: outstanding events count with the time they have taken so far. */
  void giveUp() {
    bridges.forEach(bridge -> bridge.acknowledgements().givenUp(System.nanoTime()));
  }

  @Override
  public void close() {
    bridges.forEach(bridge -> bridge.client().close());
    channels.forEach(ManagedChannel::shutdown);
    faultTimer.shutdownNow();
  }
}
