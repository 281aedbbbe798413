package dev.tollbridge.server.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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

/** Passes committed log entries to a shard's replica, in order, on Ratis's applying thread. */
final class ShardStateMachine extends BaseStateMachine {
  private static final CompletableFuture<Message> APPLIED = CompletableFuture.completedFuture(Message.EMPTY);

  private final ShardReplica replica;
  private final Snapshotter snapshotter;
  private final SnapshotFiles files;
  private final DeckPool pool;
  private @Nullable SnapshotInfo restored;

  ShardStateMachine(ShardReplica replica, Snapshotter snapshotter, SnapshotFiles files, DeckPool pool) {
    this.replica = replica;
    this.snapshotter = snapshotter;
    this.files = files;
    this.pool = pool;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
    super.initialize(server, groupId, storage);
    SnapshotFiles.Loaded loaded = files.load(pool, LogExtent.of(storage.getStorageDir().getCurrentDir().toPath()));
    if (loaded != null) {
      LogPosition place = loaded.snapshot().place();
      replica.restore(new ShardReplica.Image(place, loaded.snapshot().image()));
      restored = new SingleFileSnapshotInfo(new FileInfo(loaded.file(), null), place.term(), place.index());
      setLastAppliedTermIndex(TermIndex.valueOf(place.term(), place.index()));
    }
  }

  /** Where this process began; the log is replayed from there. */
  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    return restored;
  }

  /** Snapshots are taken elsewhere; this only returns up to where the log is no longer needed. */
  @Override
  public long takeSnapshot() {
    return snapshotter.purgeableIndex();
  }

  @Override
  public void notifyLogFailed(Throwable cause, RaftProtos.@Nullable LogEntryProto failedEntry) {
    replica.stop(new LogFailedException(replica.shard(), cause));
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    RaftProtos.LogEntryProto logged = transaction.getLogEntry();
    try {
      replica.apply(LogEntry.parseFrom(logged.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer()),
          logged.getTerm(), logged.getIndex());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("log entry " + logged.getIndex() + " is not readable", e);
    }
    updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
    snapshotter.applied(logged.getStateMachineLogEntry().getLogData().size());
    return APPLIED;
  }
}
