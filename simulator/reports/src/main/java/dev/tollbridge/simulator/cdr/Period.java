package dev.tollbridge.simulator.cdr;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The days on which calls start, UTC.
 *
 * @param days 1 to 3,660
 */
public record Period(LocalDate firstDay, int days) {
  /** Meetings start in bursts every half hour. */
  static final int SLOT_SECONDS = 1800;
  private static final int MAX_DAYS = 3660;
  private static final int DAY_SECONDS = 86_400;

  public Period {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException("--days must be from 1 to " + MAX_DAYS);
    }
    if (firstDay.getYear() < 1970 || firstDay.getYear() > 9000) {
      throw new IllegalArgumentException("--start must be from 1970 to 9000");
    }
  }

  int slots() {
    return days * (DAY_SECONDS / SLOT_SECONDS);
  }

  long slotSecond(int slot) {
    return firstSecond() + (long) slot * SLOT_SECONDS;
  }

  long firstMilli() {
    return firstSecond() * 1000;
  }

  /** The first millisecond after the period. */
  long endMilli() {
    return (firstSecond() + (long) days * DAY_SECONDS) * 1000;
  }

  private long firstSecond() {
    return firstDay.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
