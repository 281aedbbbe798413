package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a leg from its answer.
 *
 * @param legId no other active leg of the bridge has it
 * @param reportedId the bridge's text for the leg; empty when there is none
 * @param answerMicros microseconds since 1970
 * @param unpriced why the leg is free at any length; null when a rate prices it
 */
public record LegStart(
    String legId, String reportedId, CallRecord.Parties parties, long answerMicros, @Nullable FreeReason unpriced) {
  /** Whether the leg could not keep its reported id. */
  public boolean renamed() {
    return !legId.equals(reportedId);
  }
}
