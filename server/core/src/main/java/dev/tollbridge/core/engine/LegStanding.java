package dev.tollbridge.core.engine;

/** What happens to an active leg now. */
public enum LegStanding {
  /** It is charged minute by minute. */
  CHARGING,
  /** Its bridge is away, or has yet to confirm the leg: minutes are charged once it has. */
  PAUSED,
  /** It costs nothing. */
  FREE,
  /** The bridge has been asked to hang up; what was used is settled at the end. */
  DISCONNECTING,
  /** It was denied before it was charged: the bridge has been asked to hang up, and it costs nothing. */
  DENIED
}
