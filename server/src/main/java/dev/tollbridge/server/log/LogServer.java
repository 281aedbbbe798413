package dev.tollbridge.server.log;

import java.io.IOException;
import java.nio.file.Path;
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
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** The Ratis server of this process: one group with its own log for each shard. */
public final class LogServer implements AutoCloseable {
  private static final RaftPeerId SELF = RaftPeerId.valueOf("member-0");
  /** High half of every group's id; the low half is the shard. */
  private static final long GROUP_ID_PREFIX = 0x746f6c6c62726467L;

  private final RaftServer server;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();

  private LogServer(RaftServer server) {
    this.server = server;
  }

  /**
   * Opens the logs in {@code directory}, making those that are not there, and starts to apply what they hold.
   *
   * @param replicas the shards, by number
   */
  public static LogServer start(Path directory, List<ShardReplica> replicas) throws IOException {
    var server = RaftServer.newBuilder().setServerId(SELF).setProperties(LogProperties.of(directory))
        .setStateMachineRegistry(groupId -> new ShardStateMachine(replicas.get(shard(groupId)))).build();
    var logs = new LogServer(server);
    server.start();
    for (int shard = 0; shard < replicas.size(); shard++) {
      logs.addIfMissing(shard);
    }
    return logs;
  }

  private void addIfMissing(int shard) throws IOException {
    RaftGroupId groupId = groupId(shard);
    for (RaftGroupId present : server.getGroupIds()) {
      if (present.equals(groupId)) {
        return;
      }
    }
    var peer = RaftPeer.newBuilder().setId(SELF).setAddress("127.0.0.1:0").build();
    require(server.groupManagement(
        GroupManagementRequest.newAdd(clientId, SELF, callIds.incrementAndGet(), RaftGroup.valueOf(groupId, peer))));
  }

  private static RaftGroupId groupId(int shard) {
    return RaftGroupId.valueOf(new UUID(GROUP_ID_PREFIX, shard));
  }

  private static int shard(RaftGroupId groupId) {
    return (int) groupId.getUuid().getLeastSignificantBits();
  }

  /** A sequencer for one shard; close it before this. */
  public Sequencer sequencer(int shard, ShardReplica replica, LongSupplier clockMicros) {
    var sequencer = new Sequencer("sequencer-" + shard, UUID.randomUUID().getMostSignificantBits(),
        entry -> append(shard, entry), clockMicros);
    replica.attach(sequencer);
    return sequencer;
  }

  private CompletableFuture<?> append(int shard, byte[] entry) {
    var request = RaftClientRequest.newBuilder().setClientId(clientId).setServerId(SELF).setGroupId(groupId(shard))
        .setCallId(callIds.incrementAndGet()).setType(RaftClientRequest.writeRequestType())
        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry))).build();
    try {
      return server.submitClientRequestAsync(request).thenAccept(LogServer::requireQuietly);
    } catch (IOException e) {
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

  /** Whether this process leads the shard's group and may take commands. */
  public boolean isLeader(int shard) {
    try {
      return server.getDivision(groupId(shard)).getInfo().isLeaderReady();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
