package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.simulator.report.ChargeTicker;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The bridges of a run, each with a channel, a client and a driver of its own. */
final class Fleet implements AutoCloseable {
  private static final Duration JOIN = Duration.ofMillis(100);
  private static final Duration OPENING = Duration.ofSeconds(15);

  private final LoadStatistics statistics;
  private final Spools spools;
  private final List<LegDriver.Bridge> bridges = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CompletableFuture<EngineClock> clock = new CompletableFuture<>();
  private final ChargeTimes times;

  Fleet(LoadStatistics statistics, Spools spools) {
    this.statistics = statistics;
    this.spools = spools;
    this.times = new ChargeTimes(clock, statistics);
  }

  /** Connects every bridge; returns the run's clock, anchored at the server's first answer. */
  EngineClock open(RunIdentity identity, Reconciliation reconciliation, ChargeTicker ticker,
      Supplier<ManagedChannel> connector) throws InterruptedException, TimeoutException {
    for (int number = 0; number < identity.scenario().bridges(); number++) {
      ManagedChannel channel = connector.get();
      channels.add(channel);
      bridges.add(bridge(number, identity, reconciliation.bridge(number), ticker, channel));
    }
    bridges.forEach(bridge -> bridge.client().start());
    for (LegDriver.Bridge bridge : bridges) {
      bridge.client().awaitOpened(OPENING);
    }
    return clock.join();
  }

  private LegDriver.Bridge bridge(int number, RunIdentity identity, BridgeAudit audit, ChargeTicker ticker,
      Channel channel) {
    Acknowledgements acknowledgements = new Acknowledgements(statistics.latency(Metric.ACK));
    BlockingQueue<Long> disconnects = new LinkedBlockingQueue<>();
    LoadListener listener = new LoadListener(audit, statistics, ticker, acknowledgements, disconnects, clock, times);
    BridgeClient.Builder client = BridgeClient.builder(channel, audit.bridgeId(), identity.runNumber(), listener);
    return new LegDriver.Bridge(number, spools.addTo(client, audit.bridgeId(), identity).build(), audit,
        acknowledgements, disconnects);
  }

  /**
   * Starts and ends every leg of the plan; returns when all ends were handed to the clients. Drivers that a silent
   * server keeps waiting are given up when the load is over and the stall is too.
   */
  void drive(LegDriver.Run run, Plan plan, Stall stall) throws InterruptedException {
    for (LegDriver.Bridge bridge : bridges) {
      LegDriver driver = new LegDriver(run, bridge, statistics, plan.iterator());
      threads.add(Thread.ofPlatform().daemon().name("driver-" + bridge.number()).start(driver));
    }
    for (Thread thread : threads) {
      while (!thread.join(JOIN)) {
        if (run.isOver(System.nanoTime()) && stall.isOver(acknowledged())) {
          threads.forEach(Thread::interrupt);
        }
      }
    }
  }

  private long acknowledged() {
    return bridges.stream().mapToLong(bridge -> bridge.client().statistics().acknowledgedSequence()).sum();
  }

  /** Events that the server has not acknowledged. */
  long unacknowledged() {
    return bridges.stream().mapToLong(bridge -> bridge.client().statistics().unacknowledged()).sum();
  }

  /** Nothing more is waited for: what is outstanding counts with the time it has taken so far. */
  void giveUp() {
    bridges.forEach(bridge -> bridge.acknowledgements().givenUp(System.nanoTime()));
  }

  @Override
  public void close() {
    bridges.forEach(bridge -> bridge.client().close());
    channels.forEach(ManagedChannel::shutdown);
  }
}
