package dev.tollbridge.core.engine;

/**
 * Where an active leg is in the order in which a shard lists them. Only a bridge's corrected clock, or its next session,
 * moves a leg.
 *
 * @param phaseMicros when its minutes begin, from 0 within each minute
 * @param ordinal position among all legs of the shard
 */
public record LegPlace(long phaseMicros, long ordinal) {
  /** Before every leg. */
  public static final LegPlace START = new LegPlace(0, 0);

  public LegPlace {
    if (phaseMicros < 0 || phaseMicros >= Leg.MINUTE_MICROS || ordinal < 0) {
      throw new IllegalArgumentException("there is no place " + phaseMicros + ", " + ordinal);
    }
  }
}
