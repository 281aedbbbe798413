package dev.tollbridge.core.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Exact decimal amounts as micros: millionths of a currency's unit. */
public final class Money {
  public static final long MICROS_PER_UNIT = 1_000_000;

  private static final int DECIMALS = 6;
  private static final int SHOWN_DECIMALS = 2;
  /** Long enough for every amount that fits, and for some leading zeros. */
  private static final int MAX_LENGTH = 32;
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private Money() {}

  /**
   * Reads a plain decimal such as {@code 12}, {@code -0.5} or {@code 0.010790}.
   *
   * @throws IllegalArgumentException for anything else, more than 6 decimals, or an amount that does not fit
   */
  public static long parseMicros(String decimal) {
    if (decimal.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("amount is longer than " + MAX_LENGTH + " characters");
    }
    if (!DECIMAL.matcher(decimal).matches()) {
      throw new IllegalArgumentException("not a decimal amount: '" + decimal + "'");
    }
    BigDecimal amount = new BigDecimal(decimal);
    if (amount.scale() > DECIMALS) {
      throw new IllegalArgumentException("more than " + DECIMALS + " decimals: " + decimal);
    }
    BigInteger micros = amount.movePointRight(DECIMALS).toBigIntegerExact();
    if (micros.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException("amount is out of range: " + decimal);
    }
    return micros.longValueExact();
  }

  /** The shortest decimal that is exact and has at least 2 decimals. */
  public static String format(long micros) {
    BigDecimal shortest = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return shortest.setScale(Math.max(SHOWN_DECIMALS, shortest.scale())).toPlainString();
  }

  /** The decimal with 2 decimals; half a cent is rounded away from zero. */
  public static String formatRoundedHalfUp(long micros) {
    return BigDecimal.valueOf(micros, DECIMALS).setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * a × b ÷ divisor, with a half rounded away from zero. The product may be wider than a {@code long}.
   *
   * @param divisor above zero
   * @throws ArithmeticException when the result does not fit
   */
  public static long multiplyDivideHalfUp(long a, long b, long divisor) {
    if (divisor <= 0) {
      throw new IllegalArgumentException("divisor must be above zero: " + divisor);
    }
    long product = a * b;
    boolean exact = Math.multiplyHigh(a, b) == product >> (Long.SIZE - 1);
    return exact ? divideHalfUp(product, divisor) : multiplyDivideWide(a, b, divisor);
  }

  private static long divideHalfUp(long dividend, long divisor) {
    long quotient = dividend / divisor;
    long remainder = Math.abs(dividend % divisor);
    // remainder ≥ divisor ÷ 2, without the overflow of doubling
    return remainder >= divisor - remainder ? quotient + Long.signum(dividend) : quotient;
  }

  private static long multiplyDivideWide(long a, long b, long divisor) {
    BigDecimal product = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
    return product.divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP).longValueExact();
  }
}
