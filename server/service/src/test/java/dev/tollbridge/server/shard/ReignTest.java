package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.server.log.LogUnavailableException;
import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.record.export.ExportSettings;
import dev.tollbridge.server.record.export.ExportTarget;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a leader has is closed with its reign, for good, while what every member has stays. */
@Timeout(120)
@Tag("slow")
final class ReignTest {
  @TempDir
  private Path directory;

  @Test
  void afterTheReignNoCommandIsTakenAndQuestionsAreStillAnswered() throws IOException {
    try (var scene = new RouterScene(directory)) {
      scene.create("acme");
      scene.purchase("acme", "buy", 7).join();
      scene.cell().reign().close();
      for (Shard shard : scene.router().shards()) {
        assertThatThrownBy(shard.submit(new Command.Tick())::join).hasCauseInstanceOf(LogUnavailableException.class);
      }
      assertThat(scene.balanceMicros("acme")).isEqualTo(7);
      assertThat(scene.shard("acme").records().ledgerEntries("acme", Position.before(0), Long.MAX_VALUE, 10))
          .hasSize(1);
    }
  }

  @Test
  void engineTimeFarAheadOfTheWallClockIsRefusedAndLessIsTakenIntoAccount() throws IOException {
    try (var scene = new RouterScene(directory)) {
      scene.openSession();
      scene.advance(Duration.ofDays(3));
      assertThatThrownBy(() -> scene.reopenEarlier(Duration.ofDays(2))).isInstanceOf(StartupException.class)
          .hasMessageContaining("is 172800 s ahead of the wall clock, more than --max-clock-ahead 86400s");
      scene.reopenEarlier(Duration.ofHours(-36));
      assertThat(scene.openSession()).allSatisfy(opened -> assertThat(opened.behindMicros())
          .isEqualTo(TimeUnit.HOURS.toMicros(12)));
    }
  }

  @Test
  void effectsLeaveOnlyWhileTheReignIsOpen() throws IOException {
    List<CallRecord> closed = new CopyOnWriteArrayList<>();
    var sink = new QuietSink() {
      @Override
      public void closed(CallRecord record) {
        closed.add(record);
      }
    };
    try (var scene = new RouterScene(directory)) {
      scene.create("acme");
      scene.purchase("acme", "buy", 1_000_000).join();
      RouterScene.deck("deck-1").forEach(command -> scene.catalog().submit(command).join());
      scene.openSession();
      scene.shard("acme").attach(RouterScene.BRIDGE, sink);
      scene.send(1, 2, "acme", RouterScene.answered(1, "acme"), RouterScene.ended(2, 1, "acme", Duration.ofSeconds(1)));
      assertThat(closed).hasSize(1);
      ShardEffects effects = scene.effects("acme");
      effects.close();
      effects.closed(closed.getFirst());
      assertThat(closed).hasSize(1);
      effects.open();
      effects.closed(closed.getFirst());
      assertThat(closed).as("the bridge has to attach again").hasSize(1);
    }
  }

  /** No database listens there, so that the export is still trying when the reign ends. */
  @Test
  void exportAndRetentionBeginAndEndWithTheReign() throws IOException {
    var target = new ExportTarget("jdbc:postgresql://127.0.0.1:1/nowhere", null, null);
    try (var scene = new RouterScene(directory, Duration.ofDays(400), new ExportSettings(target, "installation-1"))) {
      scene.create("acme");
      assertThat(threads()).contains("record-export", "retention");
      scene.cell().reign().close();
      assertThat(threads()).doesNotContain("record-export", "retention");
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }
}
