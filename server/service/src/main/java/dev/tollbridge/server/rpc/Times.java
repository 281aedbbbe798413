package dev.tollbridge.server.rpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts protobuf timestamps and durations to and from other forms of time. */
public final class Times {
  private static final long LEAST_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final long END_SECONDS = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private Times() {}

  /** Whether this is well formed and in the years 2000 to 2099. */
  public static boolean isValid(Timestamp time) {
    return time.getSeconds() >= LEAST_SECONDS && time.getSeconds() < END_SECONDS
        && Timestamps.isValid(time);
  }

  /** Whether this is a time at all: many clients send 1970 for none, and some clocks start there. */
  public static boolean isSet(boolean present, Timestamp time) {
    return present && time.getSeconds() >= LEAST_SECONDS;
  }

  /**
   * Microseconds since 1970 of a time that {@link #isSet}, even a malformed one: without fractions that are no
   * nanoseconds, at most the end of 2099.
   */
  public static long nearestMicros(Timestamp time) {
    long seconds = Math.min(time.getSeconds(), END_SECONDS - 1);
    return seconds * MICROS_PER_SECOND + (hasValidNanos(time) ? time.getNanos() / NANOS_PER_MICRO : 0);
  }

  public static boolean hasValidNanos(Timestamp time) {
    return Timestamps.isValid(Math.clamp(time.getSeconds(), LEAST_SECONDS, END_SECONDS), time.getNanos());
  }

  /** Rounds down to a whole microsecond. */
  public static long micros(Timestamp time) {
    return Timestamps.toMicros(time);
  }

  /** UTC by ISO 8601, with as many digits of the fraction as needed. */
  public static String iso(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  public static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()).build();
  }

  public static Timestamp timestamp(long micros) {
    return Timestamps.fromMicros(micros);
  }

  public static Duration duration(long micros) {
    return Durations.fromMicros(micros);
  }
}
