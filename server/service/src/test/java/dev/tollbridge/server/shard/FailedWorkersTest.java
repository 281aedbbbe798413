package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.server.log.LogUnavailableException;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.Waiting;
import dev.tollbridge.server.worker.Failures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a bug in one of the shards' threads does: the shards stop and give the reason, or the thread retries. */
@Timeout(120)
@Tag("slow")
final class FailedWorkersTest {
  @TempDir
  private Path directory;
  private RouterScene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new RouterScene(directory);
    scene.create("acme");
  }

  @AfterEach
  void close() throws IOException {
    scene.closeFailed();
  }

  @Test
  void theSequencerStopsTheShards() {
    scene.breakClock();
    assertThatThrownBy(scene.purchase("acme", "buy", 1)::join).hasCauseInstanceOf(LogUnavailableException.class);
    requireStopped("the sequencer failed", "the clock is broken");
  }

  @Test
  void theTickerStopsTheShards() {
    try (var ticker = new Ticker(scene.router().shards(), scene.router().clock(), () -> {
      throw new IllegalStateException("nobody can look at the log");
    }, Failures.stop("ticker", scene.cell()::stop))) {
      ticker.start();
      requireStopped("the ticker failed", "nobody can look at the log");
    }
  }

  /** On the thread that applies entries. */
  @Test
  void whatFailsWhileAnEntryIsAppliedStopsTheShards() {
    scene.shard("acme").attach("bridge", new QuietSink() {
      @Override
      public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {
        throw new IllegalStateException("the sink is blocked");
      }

      @Override
      public void flush() {
        throw new IllegalStateException("the sink is blocked");
      }
    });
    assertThatThrownBy(() -> {
      scene.purchase("acme", "buy", 1).join();
      scene.purchase("acme", "again", 1).join();
    }).hasCauseInstanceOf(LogUnavailableException.class);
    requireStopped("the sink is blocked");
  }

  @Test
  void retentionIsTriedAgainAndCounted() {
    var registry = new SimpleMeterRegistry();
    var sweeps = new AtomicInteger();
    try (var _ = Retention.start(() -> {
      if (sweeps.incrementAndGet() < 3) {
        throw new IllegalStateException("a row is in the way");
      }
    }, new ServerMetrics(registry), Duration.ofNanos(1))) {
      Waiting.until(() -> sweeps.get() > 3);
    }
    assertThat(registry.get("tollbridge.retention.failures").counter().count()).isEqualTo(2);
    assertThat(scene.cell().notReady()).isEmpty();
  }

  private void requireStopped(String... words) {
    assertThat(scene.awaitFailure()).isNotNull();
    assertThat(scene.cell().notReady()).singleElement().asString().startsWith("stopped: ").contains(words);
    for (Shard each : scene.router().shards()) {
      assertThatThrownBy(each.submit(new Command.Tick())::join).hasCauseInstanceOf(LogUnavailableException.class);
    }
  }
}
