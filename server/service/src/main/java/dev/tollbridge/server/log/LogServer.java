package dev.tollbridge.server.log;

import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.server.worker.WorkQueue;
import dev.tollbridge.server.worker.WorkerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** The Ratis server of this process: one group with its own log for each shard. */
public final class LogServer implements AutoCloseable {
  static final RaftPeerId SELF = RaftPeerId.valueOf("member-0");
  private static final long PURGE_TIMEOUT_MILLIS = 10_000;
  /** Entries since the start after which Ratis asks; its default of 1,024 would keep a lot of log if they are large. */
  private static final long PURGE_GAP_ENTRIES = 1;

  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();
  private final WorkQueue snapshotWriter;
  private final List<Snapshotter> snapshotters = new ArrayList<>();
  private final DataLayout layout;
  private final RaftServer server;
  private final LogWatch watch;
  private final int tornTails;

  private LogServer(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy,
      int segmentBytes, int tornTails) throws IOException {
    this.tornTails = tornTails;
    this.layout = layout;
    snapshotWriter = new WorkQueue("snapshot-writer", failure -> {
      var reason = new WorkerFailedException("snapshot writer", failure);
      replicas.forEach(replica -> replica.stop(reason));
    });
    List<ShardStateMachine> machines = new ArrayList<>();
    for (int shard = 0; shard < replicas.size(); shard++) {
      int number = shard;
      var files = new SnapshotFiles(layout.snapshots(shard));
      var snapshotter = new Snapshotter(shard, replicas.get(shard), files, policy, snapshotWriter,
          () -> purge(number));
      snapshotters.add(snapshotter);
      machines.add(new ShardStateMachine(replicas.get(shard), snapshotter, files, pool));
    }
    server = RaftServer.newBuilder().setServerId(SELF)
        .setProperties(LogProperties.of(layout.logs(), segmentBytes))
        .setStateMachineRegistry(groupId -> machines.get(shard(groupId))).build();
    watch = new LogWatch(server, replicas);
  }

  /** Makes Ratis ask the state machine up to where its log is no longer needed. */
  private void purge(int shard) {
    var _ = server.snapshotManagementAsync(SnapshotManagementRequest.newCreate(clientId, SELF, groupId(shard),
        callIds.incrementAndGet(), PURGE_TIMEOUT_MILLIS, PURGE_GAP_ENTRIES));
  }

  /**
   * Opens the logs of a directory, making those that are not there, restores the newest snapshots and starts to
   * apply what the logs hold beyond them.
   *
   * @param replicas the shards, by number
   * @param pool where equal decks of snapshots are shared
   */
  public static LogServer start(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy)
      throws IOException {
    return start(layout, replicas, pool, policy, LogProperties.SEGMENT_BYTES);
  }

  /** As above, with segments of another size: only whole segments are dropped from the log. */
  static LogServer start(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy,
      int segmentBytes) throws IOException {
    int tornTails = new LogRecovery(layout, replicas.size()).run();
    var logs = new LogServer(layout, replicas, pool, policy, segmentBytes, tornTails);
    try {
      logs.open(replicas.size());
      return logs;
    } catch (IOException | RuntimeException e) {
      logs.halt();
      requireSoundFiles(e);
      throw e;
    }
  }

  private void open(int shardCount) throws IOException {
    server.start();
    for (int shard = 0; shard < shardCount; shard++) {
      addIfMissing(shard);
    }
    if (!Files.exists(layout.allLogsMade())) {
      Files.createFile(layout.allLogsMade());
    }
  }

  /** Throws the file error that Ratis wrapped, if it is one: its message says what to do. */
  private static void requireSoundFiles(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorruptLogException || cause instanceof NewerFormatException) {
        throw (RuntimeException) cause;
      }
    }
  }

  private void addIfMissing(int shard) throws IOException {
    RaftGroupId groupId = groupId(shard);
    for (RaftGroupId present : server.getGroupIds()) {
      if (present.equals(groupId)) {
        return;
      }
    }
    boolean snapshotsAlone = !SnapshotFiles.newestFirst(layout.snapshots(shard)).isEmpty();
    if (Files.exists(layout.allLogsMade()) || snapshotsAlone) {
      throw new CorruptLogException(layout.logs() + ": the log of shard " + shard + ", directory "
          + groupId.getUuid() + ", is missing. Restore the data directory from a backup");
    }
    require(server.groupManagement(
        GroupManagementRequest.newAdd(clientId, SELF, callIds.incrementAndGet(), RaftGroup.valueOf(groupId, peer()))));
  }

  /** The only member of every group. */
  static RaftPeer peer() {
    return RaftPeer.newBuilder().setId(SELF).setAddress("127.0.0.1:0").build();
  }

  static RaftGroupId groupId(int shard) {
    return RaftGroupId.valueOf(DataLayout.logId(shard));
  }

  private static int shard(RaftGroupId groupId) {
    return (int) groupId.getUuid().getLeastSignificantBits();
  }

  /** The term in which this process leads a shard's group: it grows with every leader. */
  public long term(int shard) throws IOException {
    return server.getDivision(groupId(shard)).getInfo().getCurrentTerm();
  }

  /** A sequencer for one shard, which stops the replica when the log accepts no more; close it before this. */
  public Sequencer sequencer(int shard, ShardReplica replica, LongSupplier clockMicros) {
    var sequencer = new Sequencer("sequencer-" + shard, UUID.randomUUID().getMostSignificantBits(),
        entry -> append(shard, entry), clockMicros);
    replica.attach(sequencer);
    var _ = sequencer.failure().thenAccept(cause -> replica.stop(cause instanceof WorkerFailedException
        ? cause
        : new LogFailedException(shard, cause)));
    return sequencer;
  }

  private CompletableFuture<?> append(int shard, byte[] entry) {
    var request = RaftClientRequest.newBuilder().setClientId(clientId).setServerId(SELF).setGroupId(groupId(shard))
        .setCallId(callIds.incrementAndGet()).setType(RaftClientRequest.writeRequestType())
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry))).build();
    try {
      return server.submitClientRequestAsync(request).thenAccept(LogServer::requireQuietly);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void requireQuietly(RaftClientReply reply) {
    try {
      require(reply);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void require(RaftClientReply reply) throws IOException {
    if (!reply.isSuccess()) {
      throw reply.getException() == null ? new IOException("the log gave no reason") : reply.getException();
    }
  }

  /** How many torn tails were cut off at the start. */
  public int tornTails() {
    return tornTails;
  }

  /** Whether this process leads the shard's group and may take commands. */
  public boolean isLeader(int shard) {
    try {
      return server.getDivision(groupId(shard)).getInfo().isLeaderReady();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops the shard when Ratis has given its log up. To be called periodically, by one thread. */
  public void watch(int shard) {
    watch.check(shard, groupId(shard));
  }

  /** Takes a final snapshot of each shard, then closes the logs. Close the sequencers before. */
  @Override
  public void close() throws IOException {
    snapshotters.forEach(Snapshotter::finish);
    halt();
  }

  /** Closes the logs without final snapshots, as a crash would: the next start replays more. */
  void halt() throws IOException {
    server.close();
    snapshotWriter.close();
  }
}
