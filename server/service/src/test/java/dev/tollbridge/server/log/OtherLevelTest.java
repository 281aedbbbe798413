package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.EffectRecorder;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.log.v1.LogRaiseLevel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Entries of a level that this version does not know are never applied by other rules. */
final class OtherLevelTest {
  private static final LogEntry RAISING = LogEntry.newBuilder().setTimeMicros(1).addCommands(
      LogCommand.newBuilder().setRaiseLevel(LogRaiseLevel.newBuilder().setLevel(Level.HIGHEST + 1))).build();

  private final AtomicReference<Throwable> stopped = new AtomicReference<>();
  private final ShardReplica replica = new ShardReplica(0,
      new RatingEngine(0, new DeckPool(), new EffectRecorder()), new ShardReplica.EntryListener() {
        @Override
        public void entryApplied(int commandCount, long nanos) {}

        @Override
        public void makeRecordsDurable() {}

        @Override
        public void failed(Throwable failure) {
          stopped.set(failure);
        }

        @Override
        public void snapshotFailed() {}
      });

  @Test
  void aLogEntryThatRaisesToALevelUnknownStopsTheShardAndSaysWhatToDo() {
    assertThatThrownBy(() -> replica.apply(RAISING, List.of(), 1, 7)).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("7").hasMessageContaining("level " + (Level.HIGHEST + 1))
        .hasMessageContaining("start the version that wrote it, or a newer one");
    assertThat(stopped.get()).isInstanceOf(NewerFormatException.class);
    assertThatThrownBy(() -> replica.apply(LogEntry.newBuilder().setTimeMicros(2).build(), List.of(), 1, 8))
        .hasMessageContaining("has stopped");
  }
}
