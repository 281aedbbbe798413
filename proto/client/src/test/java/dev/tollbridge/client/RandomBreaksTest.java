package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that report legs over streams that keep breaking: every event arrives exactly once and in order. */
@Timeout(120)
class RandomBreaksTest {

  private static final int THREADS = 4;
  private static final int LEGS_PER_THREAD = 1_500;
  private static final int ACTIVE_PER_THREAD = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<Long, String> legIds = new ConcurrentHashMap<>();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_261_123, -77})
  void nothingIsLostRepeatedOrReordered(long seed) throws Exception {
    UnreliableServer unreliable = new UnreliableServer(seed);
    String name = InProcessServerBuilder.generateName();
    Server server = InProcessServerBuilder.forName(name).addService(unreliable).build().start();
    ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    try (BridgeClient client = BridgeClient.builder(channel, "bridge-1", 1, new BridgeListener() {
    })
        .maxUnacknowledgedEvents(150).backoff(Duration.ofMillis(1), Duration.ofMillis(4)).build()) {
      client.start();
      report(client, seed);
      assertThat(client.awaitAcknowledged(PATIENCE)).as("seed %d", seed).isTrue();
      unreliable.awaitClosingsAcknowledged();
      verify(unreliable, client, seed);
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  private void report(BridgeClient client, long seed) throws Exception {
    ExecutorService bridge = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        threads.add(bridge.submit(legs(client, thread, new SplittableRandom(seed + thread))));
      }
      for (Future<Void> thread : threads) {
        thread.get();
      }
    } finally {
      // Not close(), which would wait indefinitely for threads that are stuck.
      bridge.shutdownNow();
    }
  }

  /** Answers and ends legs at random; leaves a few active. */
  private Callable<Void> legs(BridgeClient client, int thread, SplittableRandom random) {
    return () -> {
      Queue<Long> active = new ArrayDeque<>();
      for (int leg = 0; leg < LEGS_PER_THREAD; leg++) {
        String legId = thread + "-" + leg;
        long number = client.answered(LegAnswered.newBuilder().setLegId(legId).build());
        legIds.put(number, legId);
        active.add(number);
        while (active.size() > random.nextInt(ACTIVE_PER_THREAD) + 1) {
          client.ended(active.remove(), LegEnded.getDefaultInstance());
        }
      }
      return null;
    };
  }

  private void verify(UnreliableServer server, BridgeClient client, long seed) {
    ClientStatistics statistics = client.statistics();
    assertThat(server.faults()).as("seed %d", seed).isEmpty();
    assertThat(server.answeredLegs()).as("seed %d", seed).isEqualTo(legIds).hasSize(THREADS * LEGS_PER_THREAD);
    assertThat(server.endedLegs() + server.activeLegs().size()).as("seed %d", seed).isEqualTo(legIds.size());
    assertThat(server.applied()).as("seed %d", seed).isEqualTo(legIds.size() + server.endedLegs())
        .isEqualTo(statistics.eventsSent()).isEqualTo(statistics.acknowledgedSequence());
    assertThat(statistics.activeLegs()).as("seed %d", seed).isEqualTo(server.activeLegs().size());
    assertThat(server.breaks()).as("seed %d: breaks", seed).isGreaterThan(10);
    assertThat(server.lists()).as("seed %d: lists", seed).isGreaterThan(5);
    assertThat(statistics.eventsResent()).as("seed %d: resent", seed).isPositive();
  }
}
