package dev.tollbridge.simulator.replay;

import dev.tollbridge.simulator.usage.UsageCall;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Moves calls by days, each in the time zone of the rate that prices it: across a change of clocks it keeps its hour
 * there. An hour that the clocks skip moves to the next.
 */
record CallShift(long days, RateZones zones) {
  /** The report's own times. */
  static final CallShift NONE = new CallShift(0, RateZones.NONE);

  Instant answer(UsageCall call) {
    return days == 0 ? call.answer() : moved(call.answer(), zones.of(call), days);
  }

  /** The same time of day in the zone, days later. Of an hour that comes twice, the one with the same offset. */
  static Instant moved(Instant instant, ZoneId zone, long days) {
    ZonedDateTime local = instant.atZone(zone);
    return ZonedDateTime.ofLocal(local.toLocalDateTime().plusDays(days), zone, local.getOffset()).toInstant();
  }
}
