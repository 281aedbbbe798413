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

/** The log of all shards, kept by the Ratis server of this process in one group. */
public final class CellLog implements AutoCloseable {
  static final RaftPeerId SELF = RaftPeerId.valueOf("member-0");
  private static final RaftGroupId GROUP = RaftGroupId.valueOf(DataLayout.logId());
  private static final long PURGE_TIMEOUT_MILLIS = 10_000;
  /** Entries since the start after which Ratis asks; its default of 1,024 would keep a lot of log if they are large. */
  private static final long PURGE_GAP_ENTRIES = 1;

  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();
  private final WorkQueue snapshotWriter;
  private final List<Snapshotter> snapshotters = new ArrayList<>();
  private final DataLayout layout;
  private final List<ShardReplica> replicas;
  private final CellStateMachine machine;
  private final RaftServer server;
  private final LogWatch watch;
  private final int tornTails;

  private CellLog(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy,
      int segmentBytes, int tornTails) throws IOException {
    this.tornTails = tornTails;
    this.layout = layout;
    this.replicas = List.copyOf(replicas);
    snapshotWriter = new WorkQueue("snapshot-writer",
        failure -> stop(new WorkerFailedException("snapshot writer", failure)));
    List<SnapshotFiles> files = new ArrayList<>();
    for (int shard = 0; shard < replicas.size(); shard++) {
      files.add(new SnapshotFiles(layout.snapshots(shard)));
      snapshotters.add(new Snapshotter(shard, replicas.get(shard), files.get(shard), policy, snapshotWriter,
          this::purge));
    }
    machine = new CellStateMachine(replicas, files, snapshotters, pool);
    server = RaftServer.newBuilder().setServerId(SELF).setProperties(LogProperties.of(layout.log(), segmentBytes))
        .setStateMachineRegistry(_ -> machine).build();
    watch = new LogWatch(server, this::stop);
  }

  private void stop(Throwable reason) {
    replicas.forEach(replica -> replica.stop(reason));
  }

  /** Makes Ratis ask the state machine up to where its log is no longer needed. */
  private void purge() {
    var _ = server.snapshotManagementAsync(SnapshotManagementRequest.newCreate(clientId, SELF, GROUP,
        callIds.incrementAndGet(), PURGE_TIMEOUT_MILLIS, PURGE_GAP_ENTRIES));
  }

  /**
   * Opens the log of a directory, making it if it was never made, restores the newest snapshots and starts to apply
   * what the log holds beyond them.
   *
   * @param replicas the shards, by number
   * @param pool where equal decks of snapshots are shared
   */
  public static CellLog start(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy)
      throws IOException {
    return start(layout, replicas, pool, policy, LogProperties.SEGMENT_BYTES);
  }

  /** As above, with segments of another size: only whole segments are dropped from the log. */
  static CellLog start(DataLayout layout, List<ShardReplica> replicas, DeckPool pool, SnapshotPolicy policy,
      int segmentBytes) throws IOException {
    int tornTails = new LogRecovery(layout, replicas.size()).run();
    var log = new CellLog(layout, replicas, pool, policy, segmentBytes, tornTails);
    try {
      log.open();
      return log;
    } catch (IOException | RuntimeException e) {
      log.halt();
      requireSoundFiles(e);
      throw e;
    }
  }

  private void open() throws IOException {
    server.start();
    if (!isPresent()) {
      make();
    }
    if (!Files.exists(layout.logMade())) {
      Files.createFile(layout.logMade());
    }
  }

  private boolean isPresent() {
    for (RaftGroupId present : server.getGroupIds()) {
      if (present.equals(GROUP)) {
        return true;
      }
    }
    return false;
  }

  private void make() throws IOException {
    boolean snapshotsAlone = false;
    for (int shard = 0; shard < replicas.size(); shard++) {
      snapshotsAlone |= !SnapshotFiles.newestFirst(layout.snapshots(shard)).isEmpty();
    }
    if (Files.exists(layout.logMade()) || snapshotsAlone) {
      throw new CorruptLogException(layout.log() + ": the log, directory " + GROUP.getUuid()
          + ", is missing. Restore the data directory from a backup");
    }
    require(server.groupManagement(
        GroupManagementRequest.newAdd(clientId, SELF, callIds.incrementAndGet(), RaftGroup.valueOf(GROUP, peer()))));
  }

  /** Throws the file error that Ratis wrapped, if it is one: its message says what to do. */
  private static void requireSoundFiles(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorruptLogException || cause instanceof NewerFormatException) {
        throw (RuntimeException) cause;
      }
    }
  }

  /** The only member of the group. */
  static RaftPeer peer() {
    return RaftPeer.newBuilder().setId(SELF).setAddress("127.0.0.1:0").build();
  }

  /** The term in which this process leads: it grows with every leader. */
  public long term() throws IOException {
    return server.getDivision(GROUP).getInfo().getCurrentTerm();
  }

  /** A sequencer for all shards, which stops them when the log accepts no more; close it before this. */
  public Sequencer sequencer(LongSupplier clockMicros) {
    var sequencer = new Sequencer("sequencer", UUID.randomUUID().getMostSignificantBits(), this::append, clockMicros);
    machine.attach(sequencer);
    replicas.forEach(replica -> replica.attach(sequencer));
    var _ = sequencer.failure().thenAccept(cause -> stop(reason(cause)));
    return sequencer;
  }

  /** A shard that stopped is the reason for the sequencer's end, too. */
  private Throwable reason(Throwable sequencerFailure) {
    for (ShardReplica replica : replicas) {
      Throwable stopped = replica.failure();
      if (stopped != null) {
        return stopped;
      }
    }
    return sequencerFailure instanceof WorkerFailedException
        ? sequencerFailure
        : new LogFailedException(sequencerFailure);
  }

  private CompletableFuture<?> append(byte[] entry) {
    var request = RaftClientRequest.newBuilder().setClientId(clientId).setServerId(SELF).setGroupId(GROUP)
        .setCallId(callIds.incrementAndGet()).setType(RaftClientRequest.writeRequestType())
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry))).build();
    try {
      return server.submitClientRequestAsync(request).thenAccept(CellLog::requireQuietly);
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

  /** Whether this process leads, has applied what earlier leaders logged, and may take commands. */
  public boolean isLeader() {
    try {
      return server.getDivision(GROUP).getInfo().isLeaderReady();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops the shards when Ratis has given the log up. To be called periodically, by one thread. */
  public void watch() {
    watch.check(GROUP);
  }

  /** Entries applied since the start. */
  public long applied() {
    return machine.applied();
  }

  /** The states of all shards, by number, after the same entry. */
  public List<CapturedState> capture() {
    return machine.capture();
  }

  /** Takes a final snapshot of each shard, then closes the log. Close the sequencer before. */
  @Override
  public void close() throws IOException {
    snapshotters.forEach(Snapshotter::finish);
    halt();
  }

  /** Closes the log without final snapshots, as a crash would: the next start replays more. */
  void halt() throws IOException {
    server.close();
    snapshotWriter.close();
  }
}
