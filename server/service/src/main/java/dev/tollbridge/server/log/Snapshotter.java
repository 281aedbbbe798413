package dev.tollbridge.server.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one shard's snapshots: the state is copied on the applying thread, which is quick, and written by another.
 *
 * <p>The log may be purged up to the older of the two snapshots that are kept, and only when every record made before
 * them is durable in the record store.
 */
final class Snapshotter {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);
  private static final long NOTHING = -1;

  private final ShardReplica replica;
  private final SnapshotFiles files;
  private final SnapshotPolicy policy;
  private final Executor writer;
  private final Runnable purge;
  private long bytesSinceLast;
  private long dueBytes;
  private long nextNanos;
  private volatile long purgeableIndex = NOTHING;
  private @Nullable CompletableFuture<Void> running;

  /**
   * @param writer where snapshots are written; one thread for all shards keeps them apart
   * @param purge asks the log to drop what {@link #purgeableIndex()} allows
   */
  Snapshotter(int shard, ShardReplica replica, SnapshotFiles files, SnapshotPolicy policy, Executor writer,
      Runnable purge) {
    this.replica = replica;
    this.files = files;
    this.policy = policy;
    this.writer = writer;
    this.purge = purge;
    this.nextNanos = System.nanoTime() + policy.firstIntervalNanos(shard);
    this.dueBytes = policy.firstLogBytes(shard);
  }

  /** Called on the applying thread after each entry of the log, with its size. */
  synchronized void applied(int sizeBytes) {
    bytesSinceLast += sizeBytes;
    boolean due = bytesSinceLast >= dueBytes || System.nanoTime() - nextNanos >= 0;
    if (due && (running == null || running.isDone())) {
      startSnapshot();
    }
  }

  private void startSnapshot() {
    long startNanos = System.nanoTime();
    ShardReplica.Image taken = replica.image();
    long pauseMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    bytesSinceLast = 0;
    dueBytes = policy.logBytes();
    nextNanos = startNanos + policy.intervalNanos();
    var written = new CompletableFuture<Void>();
    running = written;
    writer.execute(() -> {
      try {
        write(taken, pauseMicros);
      } finally {
        written.complete(null);
      }
    });
  }

  private void write(ShardReplica.Image taken, long pauseMicros) {
    try {
      replica.makeRecordsDurable();
      Path file = files.write(taken.image(), taken.place());
      files.prune();
      List<Path> kept = files.newestFirst();
      LOG.debug("Snapshot {} of {} legs took {} µs of the applying thread", file, taken.image().legs().size(),
          pauseMicros);
      if (kept.size() == SnapshotFiles.KEPT) {
        purgeableIndex = SnapshotFiles.index(kept.getLast());
        purge.run();
      }
    } catch (IOException | RuntimeException e) {
      replica.snapshotFailed();
      LOG.error("A snapshot of shard {} could not be written; the log is kept and another is tried later",
          replica.shard(), e);
    }
  }

  /** The log is not needed up to here; -1 when all of it is. */
  long purgeableIndex() {
    return purgeableIndex;
  }

  /** Takes a last snapshot and waits until it is written. Call it when no more entries arrive. */
  void finish() {
    last().join();
  }

  private synchronized CompletableFuture<Void> last() {
    // the state that a failed entry left is not one to start from
    if (bytesSinceLast > 0 && replica.failure() == null) {
      startSnapshot();
    }
    return running == null ? CompletableFuture.completedFuture(null) : running;
  }
}
