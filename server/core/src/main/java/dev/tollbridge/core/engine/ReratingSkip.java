package dev.tollbridge.core.engine;

/** Why a re-rating leaves a call's price unchanged. */
public enum ReratingSkip {
  /** The call was denied at its answer: never charged, whatever the price. */
  DENIED,
  /** Emergency calls are free. */
  EMERGENCY,
  /** The service number is not known any more, so its price cannot be found. */
  UNKNOWN_SERVICE_NUMBER,
  /** The service number has another type than when it was called. */
  SERVICE_NUMBER_CHANGED,
  /** No rate matches: a missing price is not a price. */
  NO_RATE,
  /** The rate now rejects such calls: not a price either, and the call has been made. */
  REJECTED_BY_RATE,
  /** The organization's balance would pass its limit. */
  BALANCE_LIMIT
}
