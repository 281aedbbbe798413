package dev.tollbridge.core.engine;

/** Why a leg must not start or continue, in order of precedence. */
public enum DenialReason {
  UNKNOWN_ORGANIZATION, ORGANIZATION_CLOSED, CREDITS_NOT_SET_UP, NO_LICENCE, UNKNOWN_SERVICE_NUMBER, DIAL_OUT_POLICY,
  REJECTED_BY_RATE, NO_RATE, NO_CREDIT, TOO_LONG,
  /** Somebody asked for the end; until the bridge reports it, the leg is charged like any other. */
  ADMINISTRATOR
}
