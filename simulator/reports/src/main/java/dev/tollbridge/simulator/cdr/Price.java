package dev.tollbridge.simulator.cdr;

import dev.tollbridge.simulator.rater.Expectation;

/**
 * The price of calls to one number, in whole micros: the same arithmetic as {@link Expectation}, without decimals. A
 * free call has no prices and no destination.
 *
 * @param destination the column's text, encoded
 */
record Price(FieldText destination, long feeMicros, long perMinuteMicros, int initialSeconds, int recurringSeconds) {
  private static final int HALF_MINUTE = 30;

  static Price of(Expectation expectation, ReportFormat format) {
    return new Price(new FieldText(format.text(expectation.destination())), expectation.connectionFeeMicros(),
        expectation.pricePerMinuteMicros(), expectation.initialSeconds(), expectation.recurringSeconds());
  }

  /** Charge of a call, fee included; 0 for a duration of 0. */
  long chargeMicros(long durationSeconds) {
    if (durationSeconds == 0 || recurringSeconds == 0) {
      return 0;
    }
    long beyond = Math.max(0, durationSeconds - initialSeconds);
    long billed = initialSeconds + Math.ceilDiv(beyond, recurringSeconds) * recurringSeconds;
    return feeMicros + Math.floorDiv(perMinuteMicros * billed + HALF_MINUTE, 60);
  }
}
