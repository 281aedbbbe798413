package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A rate of the model, in units of currency. */
record NaiveRate(String prefix, BigDecimal price, BigDecimal fee, long initial, long recurring, boolean reject) {
  private static final int DECIMALS = 6;

  static NaiveRate of(Rate rate) {
    return new NaiveRate(rate.prefix(), units(rate.pricePerMinuteMicros()), units(rate.connectionFeeMicros()),
        rate.increments().initialSeconds(), rate.increments().recurringSeconds(), rate.reject());
  }

  static BigDecimal units(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS);
  }

  static long micros(BigDecimal units) {
    return units.movePointRight(DECIMALS).longValueExact();
  }

  BigDecimal cost(long seconds) {
    BigDecimal time = price.multiply(BigDecimal.valueOf(seconds)).divide(BigDecimal.valueOf(60), DECIMALS,
        RoundingMode.HALF_UP);
    return seconds == 0 ? units(0) : fee.add(time);
  }

  BigDecimal minute(int index) {
    return cost(billed(60L * (index + 1))).subtract(cost(billed(60L * index)));
  }

  long billed(long seconds) {
    long billed = seconds == 0 ? 0 : initial;
    while (billed < seconds) {
      billed += recurring;
    }
    return billed;
  }

  boolean free() {
    return price.signum() == 0 && fee.signum() == 0;
  }
}
