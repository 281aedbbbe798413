package dev.tollbridge.core.engine;

/** Why a leg was closed. */
public enum CloseReason {
  ENDED, MISSING, ORPHANED, TOO_LONG, BOOKED
}
