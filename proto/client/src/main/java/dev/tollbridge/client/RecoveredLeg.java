package dev.tollbridge.client;

import dev.tollbridge.v1.LegAnswered;

/** A leg that an earlier life of the bridge answered and did not end. It is charged until its end is reported. */
public record RecoveredLeg(long legNumber, LegAnswered answered) {

  /** Unique text of the leg. */
  public String legId() {
    return answered.getLegId();
  }
}
