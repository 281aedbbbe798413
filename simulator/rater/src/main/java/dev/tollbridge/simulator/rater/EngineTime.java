package dev.tollbridge.simulator.rater;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Converts engine time, in microseconds since 1970, to and from the API's timestamps. */
public final class EngineTime {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  private EngineTime() {}

  /** The time as a timestamp. */
  public static Timestamp timestamp(long micros) {
    return Timestamp.newBuilder().setSeconds(Math.floorDiv(micros, MICROS_PER_SECOND))
        .setNanos((int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO).build();
  }

  /** Microseconds since 1970, rounded down. */
  public static long micros(Timestamp timestamp) {
    return timestamp.getSeconds() * MICROS_PER_SECOND + timestamp.getNanos() / NANOS_PER_MICRO;
  }

  /** Microseconds since 1970, rounded down. */
  public static long micros(Instant instant) {
    return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }
}
