package dev.tollbridge.core.engine;

/** What people should know about a leg event that was applied. */
public enum NoticeReason {
  /** Another active leg of the bridge has this leg id; the new leg got another one. */
  LEG_ID_IN_USE,
  /** Answered too far ahead of engine time: charged from the time of receipt. */
  ANSWER_IN_FUTURE,
  /** Ended before it was answered: closed with a duration of zero. */
  END_BEFORE_ANSWER,
  /** Ended too far ahead of engine time: closed at the time of receipt. */
  END_IN_FUTURE,
  /** The end has no time: closed at the time of receipt. */
  END_TIME_MISSING,
  /** The end names another organization than the leg's answer did. */
  OTHER_ORGANIZATION,
  /** No rate was found; the leg is free. */
  NO_RATE,
  /** The dialled service number is not known; the leg is free. */
  UNKNOWN_SERVICE_NUMBER
}
