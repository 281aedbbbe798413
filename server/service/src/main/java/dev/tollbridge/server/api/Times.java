package dev.tollbridge.server.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts between protobuf timestamps and microseconds since 1970. */
final class Times {
  private static final long LEAST_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long END_SECONDS = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private Times() {}

  /** Whether this is well formed and in the years 2000 to 2099. */
  static boolean isValid(Timestamp time) {
    return time.getSeconds() >= LEAST_SECONDS && time.getSeconds() < END_SECONDS && time.getNanos() >= 0
        && time.getNanos() < NANOS_PER_SECOND;
  }

  /** Rounds down to a whole microsecond. */
  static long micros(Timestamp time) {
    return time.getSeconds() * MICROS_PER_SECOND + time.getNanos() / NANOS_PER_MICRO;
  }

  /** UTC by ISO 8601, with as much of the second's fraction as there is. */
  static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  static Timestamp timestamp(long micros) {
    long nanos = Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    return Timestamp.newBuilder().setSeconds(Math.floorDiv(micros, MICROS_PER_SECOND)).setNanos((int) nanos).build();
  }
}
