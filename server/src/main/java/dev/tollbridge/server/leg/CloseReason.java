package dev.tollbridge.server.leg;

/** How a leg came to its end. */
public enum CloseReason {
  ENDED, MISSING, ORPHANED, TOO_LONG, BOOKED
}
