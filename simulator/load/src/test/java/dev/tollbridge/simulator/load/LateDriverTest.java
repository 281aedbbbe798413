package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.report.LoadStatistics;
import dev.tollbridge.simulator.report.Metric;
import dev.tollbridge.simulator.report.Observed;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.Numbers;
import dev.tollbridge.simulator.scenario.Plan;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.BridgeAudit;
import dev.tollbridge.simulator.verify.Decks;
import dev.tollbridge.simulator.verify.Reconciliation;
import dev.tollbridge.simulator.verify.RunIdentity;
import dev.tollbridge.v1.CallType;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A driver that is ten seconds late for a load of one second: all of the delay must show. */
class LateDriverTest {
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LEAST_MICROS = TimeUnit.SECONDS.toMicros(9) - 10_000;
  private static final Scenario SCENARIO = new Scenario(new ArrivalRate(50), Hold.parse("fixed:0s"),
      Duration.ofSeconds(1), 20, new Mix(1, 0, 0), 1, 9, 1);
  private static final RunIdentity IDENTITY = new RunIdentity(SCENARIO, 1000);
  private static final byte[] FREE = "prefix,destination,price_per_minute\n,Anywhere,0\n"
      .getBytes(StandardCharsets.UTF_8);

  private final LoadStatistics statistics = new LoadStatistics();
  private final Acknowledgements acknowledgements = new Acknowledgements(statistics.latency(Metric.ACK),
      System.nanoTime());

  @Test
  void everyLatencyCountsFromTheIntendedInstant() {
    ManagedChannel nowhere = InProcessChannelBuilder.forName("nowhere").build();
    try (BridgeClient client = BridgeClient.builder(nowhere, "bridge", 1, new BridgeListener() {
    }).build()) {
      drive(client);
    } finally {
      nowhere.shutdownNow();
    }
    acknowledgements.givenUp(System.nanoTime());
    assertThat(Observed.count(statistics.latency(Metric.ACK))).isEqualTo(40);
    assertThat(Observed.micros(statistics.latency(Metric.ACK), 0)).isGreaterThanOrEqualTo(LEAST_MICROS);
    assertThat(Observed.count(statistics.latency(Metric.START_LAG))).isEqualTo(20);
    assertThat(Observed.micros(statistics.latency(Metric.START_LAG), 0)).isGreaterThanOrEqualTo(LEAST_MICROS);
    assertThat(statistics.offered(0, 20, 1).late()).isEqualTo(20);
  }

  private void drive(BridgeClient client) {
    long beginNanos = System.nanoTime() - LATE_NANOS;
    LegDriver.Run run = new LegDriver.Run(IDENTITY, new ServerClock(1_800_000_000_000_000L, beginNanos, 1), beginNanos,
        () -> false);
    Plan plan = new Plan(SCENARIO, Numbers.draw(1, _ -> true));
    BridgeAudit audit = new Reconciliation(IDENTITY, new Decks(Map.of(CallType.CALL_TYPE_TOLL_DIAL_IN,
        DeckTable.parse(FREE))), plan::leg).bridge(0);
    new LegDriver(run, new LiveBridge(0, IDENTITY, audit, acknowledgements, new OneLife(client)), statistics,
        new FaultCounts(), plan.iterator()).run();
  }

  /** A bridge that never crashes. */
  private record OneLife(BridgeClient client) implements LiveBridge.Lives {
    @Override
    public LiveBridge.Life begin(LiveBridge bridge, long session, int maxUnacknowledgedEvents) {
      return new LiveBridge.Life(client, () -> {});
    }

    @Override
    public boolean areResumed() {
      return false;
    }
  }
}
