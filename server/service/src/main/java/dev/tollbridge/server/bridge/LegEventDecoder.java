package dev.tollbridge.server.bridge;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.Corrections;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Texts;
import dev.tollbridge.server.rpc.Times;
import dev.tollbridge.server.rpc.Violations;
import dev.tollbridge.v1.LegAnswered;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bridge's events into the engine's. What decides no price is corrected and noticed; an event that cannot be
 * charged becomes a rejection that names the field.
 */
final class LegEventDecoder {
  private final CallDecoder calls;

  LegEventDecoder(CallDecoder calls) {
    this.calls = calls;
  }

  /**
   * The event, or null when it was rejected.
   *
   * @param session the bridge's, named in notices of legs that have no id
   */
  @Nullable
  LegEvent decode(dev.tollbridge.v1.LegEvent event, long session, Consumer<Rejection> rejected,
      Consumer<Notice> noticed) {
    var violations = new Violations();
    var checks = new RequestChecks(violations);
    checks.require(event.getLegNumber() > 0, "leg_number", "must be 1 or more");
    var corrected = new Corrected(event);
    LegEvent decoded = switch (event.getEventCase()) {
      case ANSWERED -> answered(event, session, checks.inside("answered"), corrected);
      case ENDED -> ended(event, corrected);
      case EVENT_NOT_SET -> null;
    };
    checks.require(decoded != null, "event", "must be answered or ended");
    if (violations.isEmpty()) {
      corrected.notices.forEach(noticed);
      return decoded;
    }
    rejected.accept(Rejections.invalid(event.getSequence(), event.getLegNumber(),
        violations.list().getFirst().toString()));
    return null;
  }

  private LegEvent answered(dev.tollbridge.v1.LegEvent event, long session, RequestChecks checks,
      Corrections corrections) {
    LegAnswered answered = event.getAnswered();
    String legId = legId(event, session, corrections);
    String conferenceId = Texts.id("conference_id", answered.getConferenceId(), corrections);
    var call = calls.decode(answered.getOrganizationId(), answered.getOrganizerId(), answered.getDirection(),
        answered.getServiceNumber(), answered.getRemoteNumber(), answered.getLocationCountryCode(), checks,
        corrections);
    boolean set = Times.isSet(answered.hasAnswerTime(), answered.getAnswerTime());
    checks.require(set, "answer_time", "must be set to a time from 2000-01-01 on");
    long answerMicros = set ? micros("answer_time", answered.getAnswerTime(), corrections) : 0;
    return new LegEvent.Answered(event.getSequence(), event.getLegNumber(), legId, conferenceId, call, answerMicros);
  }

  /** Empty when there is none: the engine then makes one up, or continues the leg of an older session. */
  private static String legId(dev.tollbridge.v1.LegEvent event, long session, Corrections corrections) {
    String legId = event.getAnswered().getLegId();
    if (!legId.isBlank()) {
      return Texts.id("leg_id", legId, corrections);
    }
    corrections.add(NoticeReason.NOTICE_REASON_ID_MISSING, "leg_id",
        "is missing; taken as unnamed~" + session + "-" + event.getLegNumber());
    return "";
  }

  private static LegEvent ended(dev.tollbridge.v1.LegEvent event, Corrections corrections) {
    LegEnded ended = event.getEnded();
    long endMicros = Times.isSet(ended.hasEndTime(), ended.getEndTime())
        ? micros("end_time", ended.getEndTime(), corrections)
        : LegEvent.Ended.NO_TIME;
    String organizationId = RequestChecks.isId(ended.getOrganizationId()) ? ended.getOrganizationId() : "";
    return new LegEvent.Ended(event.getSequence(), event.getLegNumber(), organizationId, endMicros,
        Texts.fit("cause", ended.getCause(), corrections));
  }

  private static long micros(String field, Timestamp time, Corrections corrections) {
    if (!Times.hasValidNanos(time)) {
      corrections.add(NoticeReason.NOTICE_REASON_TIME_ROUNDED, field,
          "has nanos other than 0 to 999,999,999; left out");
    }
    return Times.nearestMicros(time);
  }

  /** Makes notices of what was corrected in one event. */
  private static final class Corrected implements Corrections {
    private final dev.tollbridge.v1.LegEvent event;
    private List<Notice> notices = List.of();

    Corrected(dev.tollbridge.v1.LegEvent event) {
      this.event = event;
    }

    @Override
    public void add(NoticeReason reason, String field, String message) {
      if (notices.isEmpty()) {
        notices = new ArrayList<>(1);
      }
      String path = (event.hasAnswered() ? "answered." : "ended.") + field;
      notices.add(Notices.of(event.getSequence(), event.getLegNumber(), reason, path, message));
    }
  }
}
