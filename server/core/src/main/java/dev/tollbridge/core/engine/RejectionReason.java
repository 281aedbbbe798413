package dev.tollbridge.core.engine;

/** Why a leg event had no effect. */
public enum RejectionReason {
  UNKNOWN_ORGANIZATION, DUPLICATE_LEG, LEG_NUMBER_USED, UNKNOWN_LEG, TOO_OLD, TOO_MANY_LEGS
}
