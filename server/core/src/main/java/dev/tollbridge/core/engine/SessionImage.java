package dev.tollbridge.core.engine;

import java.util.List;

/**
 * A bridge session's state at one moment, without its legs.
 *
 * @param pausedSinceMicros {@link Long#MIN_VALUE} when it is not paused
 */
public record SessionImage(
    String bridgeId,
    long number,
    long seenThrough,
    long lastContactMicros,
    long vouchedMicros,
    long chargeUntilMicros,
    long pausedSinceMicros,
    int lists,
    long behindMicros,
    boolean clockShown,
    List<CallRecord> closings) {}
