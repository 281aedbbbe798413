package dev.tollbridge.simulator.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money in micros, as decimals and as people read it. */
final class Amounts {
  static final int MICRO_DECIMALS = 6;
  private static final int SHOWN_DECIMALS = 2;

  private Amounts() {}

  static BigDecimal decimal(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DECIMALS);
  }

  /** Exact; {@link ArithmeticException} past six decimals. */
  static long micros(BigDecimal amount) {
    return amount.setScale(MICRO_DECIMALS, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** Two decimals, half up. */
  static String shown(long micros) {
    return decimal(micros).setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  /** A part of an amount, half up to a micro. */
  static long part(long micros, long part, long whole) {
    return decimal(micros).multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), MICRO_DECIMALS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }
}
