package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.TimeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The minutes of a week, in UTC, in which a rate applies, by the offsets of time zones at one instant. */
final class WeekMinutes {
  static final int COUNT = 7 * TimeWindow.MINUTES_PER_DAY;
  private static final int SECONDS_PER_MINUTE = 60;

  private WeekMinutes() {}

  /** Of a window; all of a week without one. */
  static BitSet of(@Nullable TimeWindow window, Instant at) {
    BitSet minutes = new BitSet(COUNT);
    if (window == null) {
      minutes.set(0, COUNT);
      return minutes;
    }
    int offsetMinutes = ZoneId.of(window.zone()).getRules().getOffset(at).getTotalSeconds() / SECONDS_PER_MINUTE;
    int length = window.toMinute() - window.fromMinute();
    for (int day = 0; day < COUNT / TimeWindow.MINUTES_PER_DAY; day++) {
      if ((window.days() >> day & 1) != 0) {
        int from = day * TimeWindow.MINUTES_PER_DAY + window.fromMinute() - offsetMinutes;
        set(minutes, Math.floorMod(from, COUNT), length > 0 ? length : length + TimeWindow.MINUTES_PER_DAY);
      }
    }
    return minutes;
  }

  private static void set(BitSet minutes, int from, int length) {
    minutes.set(from, Math.min(from + length, COUNT));
    minutes.set(0, Math.max(0, from + length - COUNT));
  }

  static boolean covers(BitSet cover, BitSet minutes) {
    BitSet open = (BitSet) minutes.clone();
    open.andNot(cover);
    return open.isEmpty();
  }
}
