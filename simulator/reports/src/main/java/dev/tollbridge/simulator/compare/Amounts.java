package dev.tollbridge.simulator.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Money in micros, as decimals and as people read it. */
final class Amounts {
  static final int MICRO_DECIMALS = 6;
  static final int SHOWN_DECIMALS = 2;

  private Amounts() {}

  static BigDecimal decimal(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DECIMALS);
  }

  /** Exact; {@link ArithmeticException} past six decimals. */
  static long micros(BigDecimal amount) {
    return amount.setScale(MICRO_DECIMALS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** Two decimals, half up, thousands apart. */
  static String shown(long micros) {
    return shown(decimal(micros), SHOWN_DECIMALS);
  }

  /** So many decimals, half up, thousands apart. */
  static String shown(BigDecimal amount, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", amount.setScale(decimals, RoundingMode.HALF_UP));
  }

  /** A number of things, thousands apart. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A part of an amount, half up to a micro. */
  static long part(long micros, long part, long whole) {
    return decimal(micros).multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), MICRO_DECIMALS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }
}
