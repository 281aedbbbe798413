package dev.tollbridge.core.engine;

/** How a leg came to its end. */
public enum CloseReason {
  ENDED, MISSING, ORPHANED, TOO_LONG, BOOKED
}
