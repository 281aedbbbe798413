package dev.tollbridge.core.engine;

/** Why a leg event had no effect. */
public enum RejectionReason {
  UNKNOWN_ORGANIZATION, DUPLICATE_LEG, LEG_NUMBER_USED, UNKNOWN_LEG, TIME_IN_FUTURE, TOO_OLD, END_BEFORE_ANSWER,
  TOO_MANY_LEGS
}
