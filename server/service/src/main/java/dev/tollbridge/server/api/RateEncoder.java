package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;

/** Encodes rates. */
final class RateEncoder {
  private static final int DAYS_PER_WEEK = 7;

  private RateEncoder() {}

  static dev.tollbridge.v1.Rate encode(Rate rate) {
    dev.tollbridge.v1.Rate.Builder encoded = dev.tollbridge.v1.Rate.newBuilder().setPrefix(rate.prefix())
        .setDestination(rate.destination()).setPricePerMinuteMicros(rate.pricePerMinuteMicros())
        .setConnectionFeeMicros(rate.connectionFeeMicros())
        .setInitialIncrementSeconds(rate.increments().initialSeconds())
        .setRecurringIncrementSeconds(rate.increments().recurringSeconds()).setCountryCode(rate.country())
        .setCallerCountryCode(rate.callerCountry()).setReject(rate.reject()).setMinDigits(rate.minDigits())
        .setMaxDigits(rate.maxDigits());
    TimeWindow window = rate.window();
    if (window != null) {
      encoded.setTimeWindow(encode(window));
    }
    return encoded.build();
  }

  private static dev.tollbridge.v1.TimeWindow encode(TimeWindow window) {
    dev.tollbridge.v1.TimeWindow.Builder encoded = dev.tollbridge.v1.TimeWindow.newBuilder()
        .setTimeZone(window.zone()).setFromMinute(window.fromMinute()).setToMinute(window.toMinute());
    // A window of every day names no days.
    for (int day = 1; day <= DAYS_PER_WEEK && window.days() != TimeWindow.EVERY_DAY; day++) {
      if ((window.days() >> (day - 1) & 1) != 0) {
        encoded.addDays(day);
      }
    }
    return encoded.build();
  }
}
