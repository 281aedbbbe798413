package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Lifecycle;
import dev.tollbridge.core.engine.RefundableCall;
import dev.tollbridge.server.log.v1.LogAuthor;
import dev.tollbridge.server.log.v1.LogCloseOrganization;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogHangUpLeg;
import dev.tollbridge.server.log.v1.LogRefundCall;
import dev.tollbridge.server.log.v1.LogReopenOrganization;
import dev.tollbridge.server.log.v1.SnapshotLifecycle;

/** Authors, refunds, requested ends of legs, and what closes and reopens organizations in the log's format, both ways. */
final class LifecycleCodec {
  private LifecycleCodec() {}

  static LogAuthor encode(Author author) {
    return LogAuthor.newBuilder().setName(author.name()).setPeer(author.peer()).setRpc(author.rpc()).build();
  }

  /** Who sent a command. */
  static Author author(LogCommand command) {
    LogAuthor author = command.getAuthor();
    return command.hasAuthor() ? new Author(author.getName(), author.getPeer(), author.getRpc()) : Author.NONE;
  }

  static LogCloseOrganization encode(Command.CloseOrganization close) {
    return LogCloseOrganization.newBuilder().setRequest(CommandEncoder.request(close.request()))
        .setOrganizationId(close.organizationId()).setSettlement(close.settlement().name())
        .setEndLegs(close.endLegs()).build();
  }

  static Command decode(LogCloseOrganization close) {
    return new Command.CloseOrganization(CommandDecoder.request(close.getRequest()), close.getOrganizationId(),
        Lifecycle.Settlement.valueOf(close.getSettlement()), close.getEndLegs());
  }

  static LogReopenOrganization encode(Command.ReopenOrganization reopen) {
    return LogReopenOrganization.newBuilder().setRequest(CommandEncoder.request(reopen.request()))
        .setOrganizationId(reopen.organizationId()).build();
  }

  static Command decode(LogReopenOrganization reopen) {
    return new Command.ReopenOrganization(CommandDecoder.request(reopen.getRequest()), reopen.getOrganizationId());
  }

  static LogHangUpLeg encode(Command.HangUpLeg hangUp) {
    return LogHangUpLeg.newBuilder().setRequest(CommandEncoder.request(hangUp.request()))
        .setOrganizationId(hangUp.organizationId()).setBridgeId(hangUp.bridgeId()).setLegId(hangUp.legId()).build();
  }

  static Command decode(LogHangUpLeg hangUp) {
    return new Command.HangUpLeg(CommandDecoder.request(hangUp.getRequest()), hangUp.getOrganizationId(),
        hangUp.getBridgeId(), hangUp.getLegId());
  }

  static LogRefundCall encode(Command.RefundCall refund) {
    RefundableCall call = refund.call();
    return LogRefundCall.newBuilder().setRequest(CommandEncoder.request(refund.request()))
        .setOrganizationId(refund.organizationId()).setAmountMicros(refund.amountMicros()).setReason(refund.reason())
        .setRecordSequence(call.recordSequence()).setUsageId(call.usageId()).setChargeMicros(call.chargeMicros())
        .setRefundedMicros(call.refundedMicros()).setReadThrough(call.readThrough()).build();
  }

  static Command decode(LogRefundCall refund) {
    var call = new RefundableCall(refund.getRecordSequence(), refund.getUsageId(), refund.getChargeMicros(),
        refund.getRefundedMicros(), refund.getReadThrough());
    return new Command.RefundCall(CommandDecoder.request(refund.getRequest()), refund.getOrganizationId(), call,
        refund.getAmountMicros(), refund.getReason());
  }

  static SnapshotLifecycle encode(Lifecycle lifecycle) {
    return SnapshotLifecycle.newBuilder().setState(lifecycle.state().name())
        .setRequestMicros(lifecycle.requestMicros()).setClosedMicros(lifecycle.closedMicros())
        .setSettlement(lifecycle.settlement().name()).setEndLegs(lifecycle.endLegs())
        .setRequestId(lifecycle.requestId()).build();
  }

  static Lifecycle decode(SnapshotLifecycle lifecycle) {
    return new Lifecycle(Lifecycle.State.valueOf(lifecycle.getState()), lifecycle.getRequestMicros(),
        lifecycle.getClosedMicros(), Lifecycle.Settlement.valueOf(lifecycle.getSettlement()), lifecycle.getEndLegs(),
        lifecycle.getRequestId());
  }
}
