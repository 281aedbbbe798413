package dev.tollbridge.core.engine;

/** State of a leg. */
public enum LegState {
  /** Charged minute by minute. */
  CHARGING,
  /** Costs nothing: zero-rated, an emergency call, or no rate was found. */
  FREE,
  /** Denied before it was charged; the bridge is asked to hang up. */
  DENIED,
  /** Must not continue; the bridge is asked to hang up; what was used is settled at the end. */
  DISCONNECTING,
  /** Over. */
  CLOSED;

  /** Whether a leg in this state may move to {@code next}. */
  public boolean mayBecome(LegState next) {
    return switch (this) {
      case CHARGING -> next == DENIED || next == DISCONNECTING || next == CLOSED;
      case FREE, DENIED, DISCONNECTING -> next == CLOSED;
      case CLOSED -> false;
    };
  }

  /** Whether the bridge is being asked to hang up. */
  public boolean hangingUp() {
    return this == DENIED || this == DISCONNECTING;
  }
}
