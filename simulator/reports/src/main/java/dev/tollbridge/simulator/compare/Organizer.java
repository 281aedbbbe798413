package dev.tollbridge.simulator.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One organizer under both offers, alone. Amounts in micros.
 *
 * @param byTheMinuteMicros all calls, paid by the minute
 * @param meteredMicros charges that remain to be paid from credits with a licence, without the licence's price
 */
record Organizer(int index, String name, long calls, long byTheMinuteMicros, long meteredMicros) {

  /** Charges that a licence covers, over all months. */
  long coveredMicros() {
    return byTheMinuteMicros - meteredMicros;
  }

  /** The price per month up to which a licence saves money. */
  BigDecimal worthPerMonth(int months) {
    return Amounts.decimal(coveredMicros()).divide(BigDecimal.valueOf(months), Amounts.MICRO_DECIMALS,
        RoundingMode.HALF_UP);
  }

  /** Whether a licence would be cheaper, at a price for all months. */
  boolean isCheaperWithLicence(long priceMicros, int months) {
    return coveredMicros() > Math.multiplyExact(priceMicros, (long) months);
  }
}
