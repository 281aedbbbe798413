package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Price;
import org.jspecify.annotations.Nullable;

/** Why a call that was answered cost nothing. */
public enum FreeReason {
  /** No rate was found: the deck lacks one. */
  NO_RATE,
  /** The dialled service number is not known. */
  UNKNOWN_SERVICE_NUMBER,
  /** Emergency calls are free. */
  EMERGENCY,
  /** The rate's price is zero, or so low that the whole call costs less than half a micro. */
  ZERO_RATE,
  /** Denied before its first minute was charged. */
  DENIED;

  /** Whether nothing prices the call so far: a re-rating charges it once the tariff is complete. */
  public boolean unpriced() {
    return this == NO_RATE || this == UNKNOWN_SERVICE_NUMBER;
  }

  /**
   * Why a call with this price was free; null when it was charged, or had no duration.
   *
   * @param unpriced why it is free at any length; null when a rate prices it
   */
  static @Nullable FreeReason of(Price price, long durationSeconds, @Nullable FreeReason unpriced) {
    if (price.chargeMicros() != 0 || durationSeconds == 0) {
      return null;
    }
    return unpriced == null ? ZERO_RATE : unpriced;
  }
}
