package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a leg from its answer.
 *
 * @param legId the bridge's id for the leg; not guaranteed unique
 * @param answerMicros microseconds since 1970
 * @param unpriced why the leg is free at any length; null when a rate prices it
 */
public record LegStart(
    String legId, CallRecord.Parties parties, long answerMicros, @Nullable FreeReason unpriced) {}
