package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Rejection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns a bridge's events into the engine's, or into rejections that name the field. */
final class LegEventDecoder {
  private static final int MAX_CAUSE_LENGTH = 64;

  private final CallDecoder calls;

  LegEventDecoder(CallDecoder calls) {
    this.calls = calls;
  }

  /** The event, or null when it was rejected. */
  @Nullable
  LegEvent decode(dev.tollbridge.v1.LegEvent event, Consumer<Rejection> rejected) {
    var violations = new Violations();
    var checks = new RequestChecks(violations);
    checks.require(event.getLegNumber() > 0, "leg_number", "must be 1 or more");
    LegEvent decoded = switch (event.getEventCase()) {
      case ANSWERED -> answered(event, event.getAnswered(), checks.inside("answered"));
      case ENDED -> ended(event, event.getEnded(), checks.inside("ended"));
      case EVENT_NOT_SET -> null;
    };
    checks.require(decoded != null, "event", "must be answered or ended");
    if (violations.isEmpty()) {
      return decoded;
    }
    rejected.accept(Rejections.invalid(event.getSequence(), event.getLegNumber(),
        violations.list().getFirst().toString()));
    return null;
  }

  private LegEvent answered(dev.tollbridge.v1.LegEvent event, LegAnswered answered, RequestChecks checks) {
    checks.foreignId("leg_id", answered.getLegId());
    checks.foreignId("conference_id", answered.getConferenceId());
    long answerMicros = checks.timeMicros("answer_time", answered.hasAnswerTime(), answered.getAnswerTime());
    var call = calls.decode(answered.getOrganizationId(), answered.getOrganizerId(),
        answered.getDirection(), answered.getServiceNumber(), answered.getRemoteNumber(),
        answered.getLocationCountryCode(), checks);
    return new LegEvent.Answered(event.getSequence(), event.getLegNumber(), answered.getLegId(),
        answered.getConferenceId(), call, answerMicros);
  }

  private static LegEvent ended(dev.tollbridge.v1.LegEvent event, LegEnded ended, RequestChecks checks) {
    checks.id("organization_id", ended.getOrganizationId());
    long endMicros = checks.timeMicros("end_time", ended.hasEndTime(), ended.getEndTime());
    checks.optionalText("cause", ended.getCause(), MAX_CAUSE_LENGTH);
    return new LegEvent.Ended(event.getSequence(), event.getLegNumber(), ended.getOrganizationId(), endMicros,
        ended.getCause());
  }
}
