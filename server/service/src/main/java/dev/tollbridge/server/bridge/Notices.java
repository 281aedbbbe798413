package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Makes notices about leg events that were applied, with messages for people. */
final class Notices {
  private static final int MICROS_DECIMALS = 6;

  private Notices() {}

  /** @param message what was done, without the field */
  static Notice of(long sequence, long legNumber, NoticeReason reason, String field, String message) {
    return Notice.newBuilder().setSequence(sequence).setLegNumber(legNumber).setReason(reason).setField(field)
        .setMessage(field + ": " + message).build();
  }

  /** Of no event: the bridge's clock is wrong. */
  static Notice ofClock(String message) {
    return of(0, 0, NoticeReason.NOTICE_REASON_CLOCK_WRONG, "clock_time", message);
  }

  static Notice encode(Outcome.EventNotice notice, LegEvent event) {
    return of(notice.sequence(), notice.legNumber(), reason(notice.reason()), field(notice.reason(), event),
        message(notice, event));
  }

  static NoticeReason reason(dev.tollbridge.core.engine.NoticeReason reason) {
    return switch (reason) {
      case LEG_ID_IN_USE -> NoticeReason.NOTICE_REASON_LEG_ID_IN_USE;
      case ANSWER_IN_FUTURE -> NoticeReason.NOTICE_REASON_ANSWER_IN_FUTURE;
      case END_BEFORE_ANSWER -> NoticeReason.NOTICE_REASON_END_BEFORE_ANSWER;
      case END_IN_FUTURE -> NoticeReason.NOTICE_REASON_END_IN_FUTURE;
      case END_TIME_MISSING -> NoticeReason.NOTICE_REASON_END_TIME_MISSING;
      case OTHER_ORGANIZATION -> NoticeReason.NOTICE_REASON_OTHER_ORGANIZATION;
      case NO_RATE -> NoticeReason.NOTICE_REASON_NO_RATE;
      case UNKNOWN_SERVICE_NUMBER -> NoticeReason.NOTICE_REASON_UNKNOWN_SERVICE_NUMBER;
    };
  }

  /** Why the leg of a notice has no price; null when the notice is about something else. */
  static @Nullable FreeReason unpriced(dev.tollbridge.core.engine.NoticeReason reason) {
    return switch (reason) {
      case NO_RATE -> FreeReason.NO_RATE;
      case UNKNOWN_SERVICE_NUMBER -> FreeReason.UNKNOWN_SERVICE_NUMBER;
      case LEG_ID_IN_USE, ANSWER_IN_FUTURE, END_BEFORE_ANSWER, END_IN_FUTURE, END_TIME_MISSING, OTHER_ORGANIZATION ->
        null;
    };
  }

  private static String field(dev.tollbridge.core.engine.NoticeReason reason, LegEvent event) {
    return switch (reason) {
      case LEG_ID_IN_USE -> "answered.leg_id";
      case ANSWER_IN_FUTURE -> "answered.answer_time";
      case END_BEFORE_ANSWER, END_IN_FUTURE, END_TIME_MISSING -> "ended.end_time";
      case OTHER_ORGANIZATION -> "ended.organization_id";
      case NO_RATE -> dialsOut(event) ? "answered.remote_number" : "answered.service_number";
      case UNKNOWN_SERVICE_NUMBER -> "answered.service_number";
    };
  }

  private static boolean dialsOut(LegEvent event) {
    return event instanceof LegEvent.Answered answered && answered.call().direction() == Direction.DIAL_OUT;
  }

  private static String message(Outcome.EventNotice notice, LegEvent event) {
    String off = BigDecimal.valueOf(notice.offMicros(), MICROS_DECIMALS).stripTrailingZeros().toPlainString() + " s";
    return switch (notice.reason()) {
      case LEG_ID_IN_USE -> "another active leg has this id; '~', the session, '-' and the leg number were added";
      case ANSWER_IN_FUTURE -> off + " ahead of the server; charged from the time of receipt. Set the bridge's clock";
      case END_BEFORE_ANSWER -> off + " before the answer; closed with a duration of zero. Check the bridge's clock";
      case END_IN_FUTURE -> off + " ahead of the server; closed at the time of receipt. Set the bridge's clock";
      case END_TIME_MISSING -> "is no time from 2000-01-01 on; closed at the time of receipt";
      case OTHER_ORGANIZATION -> "is not that of the leg's answer; the leg was closed";
      case NO_RATE -> "no rate for " + number(event) + "; the leg is free until a re-rating charges it";
      case UNKNOWN_SERVICE_NUMBER ->
        number(event) + " is not registered; the leg is free until a re-rating charges it";
    };
  }

  private static String number(LegEvent event) {
    if (!(event instanceof LegEvent.Answered answered)) {
      return "";
    }
    return dialsOut(event) ? answered.call().remoteNumber() : answered.call().serviceNumber();
  }
}
