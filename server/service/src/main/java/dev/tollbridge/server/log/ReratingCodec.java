package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.ReratingCounts;
import dev.tollbridge.core.engine.ReratingCursor;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.core.engine.ReratingSkip;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.server.log.v1.LogClosedCall;
import dev.tollbridge.server.log.v1.LogOpenRerating;
import dev.tollbridge.server.log.v1.LogRerateCalls;
import dev.tollbridge.server.log.v1.LogReratingCounts;
import dev.tollbridge.server.log.v1.LogReratingCursor;
import dev.tollbridge.server.log.v1.LogReratingSkipped;
import dev.tollbridge.server.log.v1.SnapshotRerating;
import java.util.EnumMap;
import java.util.Map;

/** Turns re-ratings, and the commands that make them, into the log's format and back. */
final class ReratingCodec {
  private ReratingCodec() {}

  static LogOpenRerating encode(Command.OpenRerating open) {
    ReratingScope scope = open.scope();
    CallType callType = scope.callType();
    return LogOpenRerating.newBuilder().setRequest(CommandEncoder.request(open.request()))
        .setOrganizationId(scope.organizationId()).setCallType(callType == null ? "" : callType.name())
        .setFromMicros(scope.fromMicros()).setToMicros(scope.toMicros()).build();
  }

  static Command.OpenRerating decode(LogOpenRerating open) {
    CallType callType = open.getCallType().isEmpty() ? null : CallType.valueOf(open.getCallType());
    return new Command.OpenRerating(CommandDecoder.request(open.getRequest()),
        new ReratingScope(open.getOrganizationId(), callType, open.getFromMicros(), open.getToMicros()));
  }

  static LogRerateCalls encode(Command.RerateCalls batch) {
    var encoded = LogRerateCalls.newBuilder().setRequestId(batch.requestId()).setAfter(encode(batch.after()))
        .setThrough(encode(batch.through())).setLast(batch.last()).setCounts(encode(batch.counts()));
    batch.calls().forEach(call -> encoded.addCalls(encode(call)));
    return encoded.build();
  }

  static Command.RerateCalls decode(LogRerateCalls batch) {
    return new Command.RerateCalls(batch.getRequestId(), decode(batch.getAfter()), decode(batch.getThrough()),
        batch.getLast(), decode(batch.getCounts()),
        batch.getCallsList().stream().map(ReratingCodec::decode).toList());
  }

  private static LogClosedCall encode(ClosedCall call) {
    return LogClosedCall.newBuilder().setRecordSequence(call.recordSequence()).setUsageId(call.usageId())
        .setOrganizationId(call.organizationId()).setCallType(call.callType().name())
        .setServiceNumber(call.serviceNumber()).setRemoteNumber(call.remoteNumber())
        .setRemoteCountry(call.remoteCountry()).setStartMicros(call.startMicros())
        .setDurationSeconds(call.durationSeconds()).setDenied(call.denied())
        .setTypeUnknown(call.typeUnknown()).setChargeMicros(call.chargeMicros())
        .setDestination(call.destination()).setRefundedMicros(call.refundedMicros()).build();
  }

  private static ClosedCall decode(LogClosedCall call) {
    return new ClosedCall(call.getRecordSequence(), call.getUsageId(), call.getOrganizationId(),
        CallType.valueOf(call.getCallType()), call.getServiceNumber(), call.getRemoteNumber(),
        call.getRemoteCountry(), call.getStartMicros(), call.getDurationSeconds(), call.getDenied(),
        call.getTypeUnknown(), call.getChargeMicros(), call.getDestination(), call.getRefundedMicros());
  }

  private static LogReratingCursor encode(ReratingCursor cursor) {
    return LogReratingCursor.newBuilder().setOrganizationId(cursor.organizationId())
        .setStartMicros(cursor.startMicros()).setRecordSequence(cursor.recordSequence()).build();
  }

  private static ReratingCursor decode(LogReratingCursor cursor) {
    return new ReratingCursor(cursor.getOrganizationId(), cursor.getStartMicros(), cursor.getRecordSequence());
  }

  private static LogReratingCounts encode(ReratingCounts counts) {
    var encoded = LogReratingCounts.newBuilder().setUnchanged(counts.unchanged());
    counts.skipped().forEach((reason, count) -> encoded
        .addSkipped(LogReratingSkipped.newBuilder().setReason(reason.name()).setCount(count)));
    return encoded.build();
  }

  private static ReratingCounts decode(LogReratingCounts counts) {
    Map<ReratingSkip, Long> skipped = new EnumMap<>(ReratingSkip.class);
    counts.getSkippedList().forEach(each -> skipped.put(ReratingSkip.valueOf(each.getReason()), each.getCount()));
    return new ReratingCounts(counts.getUnchanged(), skipped);
  }

  static SnapshotRerating encode(ReratingProgress rerating) {
    return SnapshotRerating.newBuilder()
        .setOpened(encode(new Command.OpenRerating(rerating.request(), rerating.scope())))
        .setOpenMicros(rerating.openMicros()).setRecordsThrough(rerating.recordsThrough())
        .setLedgerAfter(rerating.ledgerAfter()).setLedgerThrough(rerating.ledgerThrough())
        .setCursor(encode(rerating.cursor())).setCounts(encode(rerating.counts())).setComplete(rerating.complete())
        .build();
  }

  static ReratingProgress decode(SnapshotRerating rerating) {
    Command.OpenRerating opened = decode(rerating.getOpened());
    return new ReratingProgress(opened.request(), opened.scope(), rerating.getOpenMicros(),
        rerating.getRecordsThrough(),
        rerating.getLedgerAfter(), rerating.getLedgerThrough(), decode(rerating.getCursor()),
        decode(rerating.getCounts()), rerating.getComplete());
  }
}
