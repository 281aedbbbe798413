package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.v1.CompletedCall;

/** Turns a completed call into the command that books it. */
final class CompletedCallDecoder {
  /** Usage ids that the server makes itself start with this. */
  private static final String RESERVED_PREFIX = "tb-";

  private final CallDecoder calls;

  CompletedCallDecoder(CallDecoder calls) {
    this.calls = calls;
  }

  Command.BookCall decode(CompletedCall call, long nowMicros, RequestChecks checks) {
    checks.foreignId("usage_id", call.getUsageId());
    checks.require(!call.getUsageId().startsWith(RESERVED_PREFIX), "usage_id",
        "must not start with " + RESERVED_PREFIX + ", which marks the server's own");
    String legId = checks.replaceableId("leg_id", call.getLegId());
    String conferenceId = checks.replaceableId("conference_id", call.getConferenceId());
    long endMicros = checks.timeMicros("end_time", call.hasEndTime(), call.getEndTime());
    long answerMicros = checks.timeMicrosOr("answer_time", call.hasAnswerTime(), call.getAnswerTime(), endMicros);
    checks.require(endMicros <= nowMicros, "end_time", "must not be in the future");
    checks.require(answerMicros <= endMicros, "end_time", "must not be before answer_time");
    checks.require(endMicros - answerMicros <= RatingEngine.MAX_CALL_MICROS, "end_time",
        "must be at most 30 hours after answer_time");
    var parties = calls.decode(call.getOrganizationId(), call.getOrganizerId(), call.getDirection(),
        call.getServiceNumber(), call.getRemoteNumber(), call.getLocationCountryCode(), checks);
    return new Command.BookCall(call.getUsageId(), Fingerprints.of(call), legId, conferenceId, parties,
        call.hasAnswerTime() ? answerMicros : null, endMicros);
  }
}
