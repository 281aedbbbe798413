package dev.tollbridge.simulator.rater;

import dev.tollbridge.v1.Opened;
import java.time.Instant;

/**
 * The server's engine time, computed from one of its responses and the monotonic clock.
 *
 * @param serverMicros engine time at the anchor
 * @param anchorNanos monotonic time at the anchor
 * @param timeScale how many times faster than the wall clock engine time runs
 */
public record ServerClock(long serverMicros, long anchorNanos, int timeScale) {
  private static final long NANOS_PER_MICRO = 1000;

  public ServerClock {
    if (timeScale < 1) {
      throw new IllegalArgumentException("the server's time scale must be 1 or more: " + timeScale);
    }
  }

  /** A clock anchored now. */
  public static ServerClock anchor(Opened opened, long nowNanos) {
    return new ServerClock(EngineTime.micros(opened.getServerTime()), nowNanos, Math.max(1, opened.getTimeScale()));
  }

  /** As {@link #anchor}, but set by this machine's clock: for a server whose time may be wrong, at time scale 1. */
  public static ServerClock ofThisMachine(Opened opened, long nowNanos) {
    ServerClock server = anchor(opened, nowNanos);
    return server.timeScale > 1 ? server : new ServerClock(EngineTime.micros(Instant.now()), nowNanos, 1);
  }

  /** A clock that is ahead of this one; behind it when below zero. */
  public ServerClock ahead(long micros) {
    return new ServerClock(serverMicros + micros, anchorNanos, timeScale);
  }

  /** Engine time at a monotonic time. */
  public long micros(long nanos) {
    long elapsed = nanos - anchorNanos;
    long wholeMicros = Math.floorDiv(elapsed, NANOS_PER_MICRO) * timeScale;
    return serverMicros + wholeMicros + Math.floorMod(elapsed, NANOS_PER_MICRO) * timeScale / NANOS_PER_MICRO;
  }

  /** Monotonic time at an engine time, rounded up. */
  public long nanos(long micros) {
    return anchorNanos + Math.ceilDiv((micros - serverMicros) * NANOS_PER_MICRO, timeScale);
  }
}
