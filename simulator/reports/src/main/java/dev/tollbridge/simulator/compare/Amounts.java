package dev.tollbridge.simulator.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Converts money in micros to decimals and to text for people. */
final class Amounts {
  static final int MICRO_DECIMALS = 6;

  private Amounts() {}

  static BigDecimal decimal(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DECIMALS);
  }

  /** Exact; {@link ArithmeticException} beyond six decimals. */
  static long micros(BigDecimal amount) {
    return amount.setScale(MICRO_DECIMALS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** The given number of decimals, rounded half up, with thousands separators. */
  static String shown(BigDecimal amount, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", amount.setScale(decimals, RoundingMode.HALF_UP));
  }

  /** A count with thousands separators. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A fraction of an amount, rounded half up to a micro. */
  static long part(long micros, long part, long whole) {
    return decimal(micros).multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), MICRO_DECIMALS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }
}
