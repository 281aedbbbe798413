package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;

/** A leg that an earlier run of the bridge answered and did not end. It is charged until its end is reported. */
public record RecoveredLeg(long legNumber, LegAnswered answered) {

  /** The bridge's text for the leg. */
  public String legId() {
    return answered.getLegId();
  }
}
