package dev.tollbridge.simulator.compare;

import java.time.Instant;

/**
 * A dial-out call that the pool may pay for.
 *
 * @param month index of its calendar month
 * @param organizer index of the organizer
 * @param minutes every started minute counted, 1 or more
 * @param chargeMicros all of it, paid by the minute
 */
record PooledCall(Instant answer, int month, int organizer, long minutes, long chargeMicros) {

  /** What is left to pay when the pool pays for some of the minutes: as large a part as minutes are left. */
  long beyond(long minutesCovered) {
    return Amounts.part(chargeMicros, minutes - minutesCovered, minutes);
  }
}
