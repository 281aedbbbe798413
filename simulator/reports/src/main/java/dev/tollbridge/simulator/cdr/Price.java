package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.rater.Expectation;

/**
 * What calls to one number cost, in whole micros: the same arithmetic as the expectation it is made of, without its
 * decimals. A free call has no prices and no destination.
 *
 * @param destination the column's text, ready to be written
 */
record Price(FieldText destination, long feeMicros, long perMinuteMicros, int initialSeconds, int recurringSeconds) {
  private static final int HALF_MINUTE = 30;

  static Price of(Expectation expectation, ReportFormat format) {
    return new Price(new FieldText(format.text(expectation.destination())), expectation.connectionFeeMicros(),
        expectation.pricePerMinuteMicros(), expectation.initialSeconds(), expectation.recurringSeconds());
  }

  /** All that a call costs, its fee included; nothing when it was not connected for any time. */
  long chargeMicros(long durationSeconds) {
    if (durationSeconds == 0 || recurringSeconds == 0) {
      return 0;
    }
    long beyond = Math.max(0, durationSeconds - initialSeconds);
    long billed = initialSeconds + Math.ceilDiv(beyond, recurringSeconds) * recurringSeconds;
    return feeMicros + Math.floorDiv(perMinuteMicros * billed + HALF_MINUTE, 60);
  }
}
