package dev.tollbridge.simulator.usage;

import java.util.Currency;

/** Decimals that a currency's amounts are shown with. */
public final class CurrencyDecimals {
  private static final int MOST = 2;

  private CurrencyDecimals() {}

  /** 2 for most, none for JPY, 3 for KWD; 2 for a text that is no currency. */
  public static int of(String currencyCode) {
    try {
      return Math.max(0, Currency.getInstance(currencyCode).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return MOST;
    }
  }
}
