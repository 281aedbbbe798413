package dev.tollbridge.simulator.compare;

import java.time.Instant;

/**
 * A dial-out call that the pool may cover.
 *
 * @param month index of its calendar month
 * @param organizer index of the organizer
 * @param minutes started minutes, 1 or more
 * @param chargeMicros charge of the whole call, paid by the minute
 */
record PooledCall(Instant answer, int month, int organizer, long minutes, long chargeMicros) {

  /** The remaining charge if the pool covers some of the minutes: proportional to the remaining minutes. */
  long beyond(long minutesCovered) {
    return Amounts.part(chargeMicros, minutes - minutesCovered, minutes);
  }
}
