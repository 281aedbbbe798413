package dev.tollbridge.simulator.compare;

import dev.tollbridge.v1.CallType;

/** A deck's file cannot price the calls; the message gives the reason. */
public final class UnusableDeckException extends IllegalArgumentException {
  private final CallType callType;

  UnusableDeckException(CallType callType, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.callType = callType;
  }

  /** What the deck was to price. */
  public CallType callType() {
    return callType;
  }
}
