package dev.tollbridge.core.tariff;

import java.util.Objects;

/**
 * Weekly recurring hours on the clocks of a time zone, from {@code fromMinute} up to but not including
 * {@code toMinute}. A window whose end is not after its start runs past midnight and belongs to the day it starts on.
 *
 * <p>What the local clock shows decides: an hour that daylight saving skips is in no window, one that it repeats is in
 * the same windows twice.
 *
 * @param zone IANA name
 * @param days days on which the window starts: bit 0 is Monday, bit 6 Sunday; at least one
 * @param fromMinute minute of the local day, 0 to 1,439
 * @param toMinute minute of the local day, 1 to 1,440
 */
public record TimeWindow(String zone, int days, int fromMinute, int toMinute) {
  public static final int EVERY_DAY = 0b111_1111;
  public static final int MINUTES_PER_DAY = 1_440;

  private static final long MICROS_PER_MINUTE = 60_000_000;
  private static final long MICROS_PER_DAY = MINUTES_PER_DAY * MICROS_PER_MINUTE;
  private static final int DAYS_PER_WEEK = 7;
  /** 1970-01-01 was a Thursday. */
  private static final int FIRST_WEEKDAY = 3;

  public TimeWindow {
    // tables are found by the same instance of the name, so finding one compares no letters
    zone = Objects.requireNonNull(zone, "zone").intern();
    require(days > 0 && days <= EVERY_DAY, "days must be bits 0 to 6, at least one", days);
    require(fromMinute >= 0 && fromMinute < MINUTES_PER_DAY, "start must be minute 0 to 1439", fromMinute);
    require(toMinute > 0 && toMinute <= MINUTES_PER_DAY, "end must be minute 1 to 1440", toMinute);
  }

  private static void require(boolean valid, String rule, int value) {
    if (!valid) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  /** How long it is open in a week without a change of clocks. */
  public int minutesPerWeek() {
    int minutes = toMinute - fromMinute;
    return Integer.bitCount(days) * (minutes > 0 ? minutes : minutes + MINUTES_PER_DAY);
  }

  /**
   * Whether the local clocks of the zone are inside the window at this instant.
   *
   * @throws IllegalStateException when {@code zones} lacks the zone
   */
  public boolean contains(long atMicros, Zones zones) {
    long localMicros = zones.clock(zone).localMicros(atMicros);
    long day = Math.floorDiv(localMicros, MICROS_PER_DAY);
    long timeOfDay = localMicros - day * MICROS_PER_DAY;
    boolean begun = timeOfDay >= fromMinute * MICROS_PER_MINUTE;
    boolean ended = timeOfDay >= toMinute * MICROS_PER_MINUTE;
    if (fromMinute < toMinute) {
      return begun && !ended && startsOn(day);
    }
    return (begun && startsOn(day)) || (!ended && startsOn(day - 1));
  }

  private boolean startsOn(long epochDay) {
    return ((days >> Math.floorMod(epochDay + FIRST_WEEKDAY, DAYS_PER_WEEK)) & 1) != 0;
  }
}
