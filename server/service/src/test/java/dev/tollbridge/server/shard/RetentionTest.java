package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RetentionTest {
  private static final Duration AGE = Duration.ofDays(400);

  @TempDir
  Path directory;

  /** Three entries at the first time, one two seconds later, and one when the first ones are a second too old. */
  @Test
  void ageIsEngineTimeAndARestartKnowsWhatIsGone() throws Exception {
    try (var scene = new RouterScene(directory)) {
      scene.create("acme");
      for (int i = 0; i < 3; i++) {
        scene.purchase("acme", "early-" + i, 1_000_000).join();
      }
      scene.advance(Duration.ofSeconds(2));
      scene.purchase("acme", "young", 1_000_000).join();
      scene.advance(AGE.minusSeconds(1));
      scene.purchase("acme", "last", 1_000_000).join();
      var store = scene.shard("acme").records();
      List<String> left;
      try (var _ = Retention.start(scene.router().shards(), AGE, new ServerMetrics(new SimpleMeterRegistry()))) {
        Waiting.until(() -> store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount() == 3);
        left = references(scene);
      }
      assertThat(left).startsWith("young").doesNotContain("early-0", "early-1", "early-2").contains("last");
      long last = store.lastSequence(RecordTable.LEDGER_ENTRY);
      scene.reopen();
      assertThat(references(scene)).isEqualTo(left);
      assertThat(scene.shard("acme").records().lastSequence(RecordTable.LEDGER_ENTRY)).isEqualTo(last);
    }
  }

  private static List<String> references(RouterScene scene) {
    return scene.shard("acme").records().ledgerEntries("acme", Position.before(Long.MIN_VALUE), Long.MAX_VALUE, 1_000)
        .stream().map(LedgerEntry::reference).toList();
  }
}
