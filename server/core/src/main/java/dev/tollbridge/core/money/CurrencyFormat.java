package dev.tollbridge.core.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * Shows a currency's amounts with its own decimals: 2 for EUR, none for JPY, 3 for KWD.
 *
 * @param decimals of the smallest unit, such as a cent; 0 to 4
 */
public record CurrencyFormat(int decimals) {
  private static final int MICRO_DECIMALS = 6;
  private static final int MAX_DECIMALS = 4;
  private static final int USUAL_DECIMALS = 2;

  public CurrencyFormat {
    if (decimals < 0 || decimals > MAX_DECIMALS) {
      throw new IllegalArgumentException("decimals must be 0 to " + MAX_DECIMALS + ": " + decimals);
    }
  }

  /** The format of a currency; that of most of them for a code that ISO 4217 has no decimals for. */
  public static CurrencyFormat of(String currencyCode) {
    return new CurrencyFormat(decimals(currencyCode));
  }

  private static int decimals(String currencyCode) {
    try {
      int decimals = Currency.getInstance(currencyCode).getDefaultFractionDigits();
      return decimals < 0 ? USUAL_DECIMALS : decimals;
    } catch (IllegalArgumentException e) {
      return USUAL_DECIMALS;
    }
  }

  /** The shortest decimal that is exact and has at least the currency's decimals. */
  public String exact(long micros) {
    BigDecimal shortest = BigDecimal.valueOf(micros, MICRO_DECIMALS).stripTrailingZeros();
    return shortest.setScale(Math.max(decimals, shortest.scale())).toPlainString();
  }

  /**
   * Whole smallest units, a half rounded up. Rounding the same way on both sides of zero keeps differences: an amount
   * of whole cents changes a rounded balance by exactly that amount.
   */
  public long units(long micros) {
    long unitMicros = unitMicros();
    long rest = Math.floorMod(micros, unitMicros);
    return Math.floorDiv(micros, unitMicros) + (rest >= unitMicros / 2 ? 1 : 0);
  }

  long unitMicros() {
    return BigDecimal.TEN.pow(MICRO_DECIMALS - decimals).longValueExact();
  }

  /** A number of smallest units as a decimal. */
  public String shown(long units) {
    return BigDecimal.valueOf(units, decimals).toPlainString();
  }

  /** The decimal with the currency's decimals, a half rounded up. */
  public String rounded(long micros) {
    return shown(units(micros));
  }
}
