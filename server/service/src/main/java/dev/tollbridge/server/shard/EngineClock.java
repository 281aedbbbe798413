package dev.tollbridge.server.shard;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Engine time as the leader stamps it: the wall clock, or for demonstrations and tests a clock that runs faster since
 * an anchor. The anchor is kept with the data, so that a restart continues the same engine time.
 */
public final class EngineClock {
  private final InstantSource wall;
  private final long anchorMicros;
  private final int timeScale;

  /** @param timeScale how many times faster than the wall clock; 1 in production */
  public EngineClock(InstantSource wall, long anchorMicros, int timeScale) {
    this.wall = wall;
    this.anchorMicros = anchorMicros;
    this.timeScale = timeScale;
  }

  /** Engine time, microseconds since 1970. */
  public long nowMicros() {
    return anchorMicros + (wallMicros() - anchorMicros) * timeScale;
  }

  private long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
  }

  public int timeScale() {
    return timeScale;
  }
}
