package dev.tollbridge.simulator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Converts amounts in micros to text for people. */
final class MoneyText {
  private static final int MICRO_DIGITS = 6;
  private static final int SHOWN_DIGITS = 2;

  private MoneyText() {}

  /** All six decimals. */
  static String exact(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString();
  }

  /** Two decimals, half up. */
  static String rounded(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DIGITS).setScale(SHOWN_DIGITS, RoundingMode.HALF_UP).toPlainString();
  }
}
