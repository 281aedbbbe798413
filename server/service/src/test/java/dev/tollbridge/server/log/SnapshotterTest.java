package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EffectRecorder;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.worker.WorkQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records are durable before a snapshot covers them, and that is durable before the log is purged. */
@Timeout(60)
final class SnapshotterTest {
  private static final SnapshotPolicy EVERY_ENTRY = new SnapshotPolicy(1, Duration.ofDays(1), 1);

  @TempDir
  private Path directory;
  private final List<String> steps = new ArrayList<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private SnapshotFiles files;
  private ShardReplica replica;
  private Runnable durable = () -> {};

  @BeforeEach
  void open() throws IOException {
    files = new SnapshotFiles(directory);
    replica = new ShardReplica(0, new RatingEngine(0, new DeckPool(), new EffectRecorder()),
        new ShardReplica.EntryListener() {
          @Override
          public void entryApplied(int commandCount, long nanos) {}

          @Override
          public void makeRecordsDurable() {
            steps.add("records with snapshots " + snapshots());
            durable.run();
          }

          @Override
          public void failed(Throwable failure) {
            failures.add(failure);
          }

          @Override
          public void snapshotFailed() {
            steps.add("failed with snapshots " + snapshots());
          }
        });
  }

  @Test
  void recordsAreDurableBeforeTheSnapshotIsWrittenAndThatBeforeTheLogIsPurged() {
    Snapshotter snapshotter = snapshotter();
    for (long index = 1; index <= 3; index++) {
      apply(snapshotter, index);
    }
    assertThat(steps).containsExactly("records with snapshots []", "records with snapshots [1]",
        "purge to 1 with snapshots [2, 1]", "records with snapshots [2, 1]", "purge to 2 with snapshots [3, 2]");
  }

  @Test
  void recordsThatCannotBecomeDurableKeepTheSnapshotFromBeingWrittenAndTheLogFromBeingPurged() {
    Snapshotter snapshotter = snapshotter();
    apply(snapshotter, 1);
    durable = () -> {
      throw new IllegalStateException("the disk is full");
    };
    apply(snapshotter, 2);
    durable = () -> {};
    apply(snapshotter, 3);
    assertThat(steps).containsExactly("records with snapshots []", "records with snapshots [1]",
        "failed with snapshots [1]", "records with snapshots [1]", "purge to 1 with snapshots [3, 1]");
    assertThat(failures).isEmpty();
  }

  /** A failure other than a failed write is a bug, and nothing waits forever for the snapshot. */
  @Test
  void anErrorOfTheWriterIsReportedAndTheEndIsNotHeldUp() {
    try (var writer = new WorkQueue("snapshot-writer", failures::add)) {
      var snapshotter = new Snapshotter(0, replica, files, EVERY_ENTRY, writer, () -> steps.add("purge"));
      durable = () -> {
        throw new StackOverflowError("a bug");
      };
      apply(snapshotter, 1);
      snapshotter.finish();
    }
    assertThat(failures).singleElement().isInstanceOf(StackOverflowError.class);
    assertThat(snapshots()).isEmpty();
  }

  private Snapshotter snapshotter() {
    var self = new Snapshotter[1];
    self[0] = new Snapshotter(0, replica, files, EVERY_ENTRY, Runnable::run,
        () -> steps.add("purge to " + self[0].purgeableIndex() + " with snapshots " + snapshots()));
    return self[0];
  }

  private void apply(Snapshotter snapshotter, long index) {
    replica.apply(LogEntry.newBuilder().setTimeMicros(index).build(), List.of(), 1, index);
    snapshotter.applied(1);
  }

  private List<Long> snapshots() {
    try {
      return files.newestFirst().stream().map(SnapshotFiles::index).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
