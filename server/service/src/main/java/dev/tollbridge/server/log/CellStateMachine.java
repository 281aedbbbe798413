package dev.tollbridge.server.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.proto.RaftProtos;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.jspecify.annotations.Nullable;

/**
 * Passes committed log entries to the replicas of all shards, in order, on Ratis's applying thread. An entry counts as
 * applied when every shard that it has commands for has applied them.
 */
final class CellStateMachine extends BaseStateMachine {
  private static final CompletableFuture<Message> APPLIED = CompletableFuture.completedFuture(Message.EMPTY);

  private final List<ShardReplica> replicas;
  private final List<SnapshotFiles> files;
  private final List<Snapshotter> snapshotters;
  private final DeckPool pool;
  /** Held while an entry is applied. Fair, so that a stream of entries does not keep a capture waiting. */
  private final ReentrantLock entryLock = new ReentrantLock(true);
  private final AtomicLong applied = new AtomicLong();
  private volatile @Nullable Sequencer sequencer;
  private @Nullable SnapshotInfo restored;

  /** One replica, its snapshots' files and what takes them, for each shard by number. */
  CellStateMachine(List<ShardReplica> replicas, List<SnapshotFiles> files, List<Snapshotter> snapshotters,
      DeckPool pool) {
    this.replicas = List.copyOf(replicas);
    this.files = List.copyOf(files);
    this.snapshotters = List.copyOf(snapshotters);
    this.pool = pool;
  }

  /** Completes the sequencer's waiting calls with the outcomes of their commands. */
  void attach(Sequencer submitter) {
    sequencer = submitter;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
    super.initialize(server, groupId, storage);
    LogExtent log = LogExtent.of(storage.getStorageDir().getCurrentDir().toPath());
    List<SnapshotFiles.Loaded> loaded = new ArrayList<>();
    for (SnapshotFiles each : files) {
      SnapshotFiles.Loaded newest = each.load(pool, log);
      if (newest != null) {
        loaded.add(newest);
      }
    }
    requireAllOrComplete(loaded, log);
    loaded.forEach(this::restore);
    if (loaded.size() == files.size()) {
      restored = oldest(loaded);
      setLastAppliedTermIndex(restored.getTermIndex());
    }
  }

  private void requireAllOrComplete(List<SnapshotFiles.Loaded> loaded, LogExtent log) {
    if (log.isEmpty() && !loaded.isEmpty() && loaded.size() < files.size()) {
      throw new CorruptLogException("the log is empty, and of " + files.size() + " shards only " + loaded.size()
          + " have a snapshot: what the others were charged would be lost. Restore the data directory from a backup");
    }
  }

  private void restore(SnapshotFiles.Loaded loaded) {
    LogPosition place = loaded.snapshot().place();
    replicas.get(place.shard()).restore(new ShardReplica.Image(place, loaded.snapshot().image()));
  }

  /** The log is replayed from the oldest of the shards' snapshots; a shard with a newer one skips what that covers. */
  private static SnapshotInfo oldest(List<SnapshotFiles.Loaded> loaded) {
    SnapshotFiles.Loaded oldest = loaded.stream()
        .min(Comparator.comparingLong(each -> each.snapshot().place().index())).orElseThrow();
    LogPosition place = oldest.snapshot().place();
    return new SingleFileSnapshotInfo(new FileInfo(oldest.file(), null),
        TermIndex.valueOf(place.term(), place.index()));
  }

  /** Where this process began; the log is replayed from there. */
  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    return restored;
  }

  /** Snapshots are taken elsewhere; this only returns up to where the log is no longer needed by any shard. */
  @Override
  public long takeSnapshot() {
    return snapshotters.stream().mapToLong(Snapshotter::purgeableIndex).min().orElseThrow();
  }

  @Override
  public void notifyLogFailed(Throwable cause, RaftProtos.@Nullable LogEntryProto failedEntry) {
    var failure = new LogFailedException(cause);
    replicas.forEach(replica -> replica.stop(failure));
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    RaftProtos.LogEntryProto logged = Objects.requireNonNull(transaction.getLogEntry());
    var bytes = logged.getStateMachineLogEntry().getLogData();
    entryLock.lock();
    try {
      LogEntry entry = LogEntry.parseFrom(bytes.asReadOnlyByteBuffer());
      Sequencer submitter = sequencer;
      List<Submission> waiting = submitter == null ? List.of() : submitter.waitingFor(entry);
      replicas.forEach(replica -> replica.apply(entry, waiting, logged.getTerm(), logged.getIndex()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("log entry " + logged.getIndex() + " is not readable", e);
    } finally {
      entryLock.unlock();
    }
    applied.incrementAndGet();
    updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
    snapshotters.forEach(snapshotter -> snapshotter.applied(bytes.size()));
    return APPLIED;
  }

  /** Entries since the start. */
  long applied() {
    return applied.get();
  }

  /** The states of all shards, by number, after the same entry. */
  List<CapturedState> capture() {
    entryLock.lock();
    try {
      return replicas.stream().map(ShardReplica::capture).toList();
    } finally {
      entryLock.unlock();
    }
  }
}
