package dev.tollbridge.simulator.rater;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Weekly hours in which a deck's row applies, half open. A window whose end is not after its start runs past midnight
 * and belongs to the day it starts on.
 *
 * @param fromMinute of the local day
 * @param toMinute of the local day, up to 1,440
 */
record TimeWindow(ZoneId zone, Set<DayOfWeek> days, int fromMinute, int toMinute) {

  int weeklyMinutes() {
    return days.size() * (toMinute > fromMinute ? toMinute - fromMinute : toMinute - fromMinute + 1440);
  }

  boolean contains(Instant instant) {
    ZonedDateTime local = instant.atZone(zone);
    int minute = local.getHour() * 60 + local.getMinute();
    DayOfWeek today = local.getDayOfWeek();
    if (toMinute > fromMinute) {
      return days.contains(today) && minute >= fromMinute && minute < toMinute;
    }
    return minute >= fromMinute ? days.contains(today) : minute < toMinute && days.contains(today.minus(1));
  }
}
