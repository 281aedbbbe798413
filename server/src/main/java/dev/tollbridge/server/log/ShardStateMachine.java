package dev.tollbridge.server.log;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.server.log.v1.LogEntry;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** Hands committed log entries to a shard's replica, in order, on Ratis's applying thread. */
final class ShardStateMachine extends BaseStateMachine {
  private static final CompletableFuture<Message> APPLIED = CompletableFuture.completedFuture(Message.EMPTY);

  private final ShardReplica replica;

  ShardStateMachine(ShardReplica replica) {
    this.replica = replica;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    RaftProtos.LogEntryProto logged = transaction.getLogEntry();
    try {
      replica.apply(LogEntry.parseFrom(
          logged.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("log entry " + logged.getIndex() + " is not readable", e);
    }
    updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
    return APPLIED;
  }
}
