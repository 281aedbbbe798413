package dev.tollbridge.simulator.usage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a call was connected, from its three columns.
 *
 * @param seconds started seconds
 * @param adjusted whether Duration Seconds and the times differ by a rounded second, of which the longer counts
 */
record CallTimes(Instant answer, Instant end, long seconds, boolean adjusted) {
  private static final int MINUTE_SECONDS = 60;

  /**
   * A call whose duration is shorter than the time between its start and its end rang first: it was answered {@code
   * duration} before its end. A second's difference is a rounded one, unless the call was never connected.
   *
   * @param duration empty: the report has none
   */
  static CallTimes of(TimeText.Moment start, TimeText.@Nullable Moment end, String duration) {
    if (end == null) {
      long seconds = SecondsText.read(duration, -1);
      return new CallTimes(start.instant(), start.instant().plusSeconds(seconds), seconds, false);
    }
    if (end.instant().isBefore(start.instant())) {
      throw new IllegalArgumentException("End Time is before Start Time");
    }
    long lasted = ceilSeconds(start.instant(), end.instant());
    if (duration.isEmpty()) {
      return new CallTimes(start.instant(), end.instant(), lasted, false);
    }
    boolean minutes = start.wholeMinute() || end.wholeMinute();
    return connected(start.instant(), end.instant(), lasted, SecondsText.read(duration, lasted), minutes);
  }

  private static CallTimes connected(Instant start, Instant end, long lasted, long seconds, boolean minutes) {
    if (seconds > lasted + (minutes ? MINUTE_SECONDS : 1)) {
      throw new IllegalArgumentException("Duration Seconds is " + seconds + ", but End Time is only " + lasted
          + " s after Start Time");
    }
    if (seconds == lasted) {
      return new CallTimes(start, end, lasted, false);
    }
    if (minutes && Math.abs(lasted - seconds) <= MINUTE_SECONDS) {
      return new CallTimes(start, start.plusSeconds(seconds), seconds, false);
    }
    if (seconds > lasted) {
      return new CallTimes(start, start.plusSeconds(seconds), seconds, true);
    }
    if (seconds > 0 && lasted - seconds == 1) {
      return new CallTimes(start, end, lasted, true);
    }
    Instant answer = end.minusSeconds(seconds);
    return new CallTimes(answer.isBefore(start) ? start : answer, end, seconds, false);
  }

  private static long ceilSeconds(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.getSeconds() + (between.getNano() > 0 ? 1 : 0);
  }
}
