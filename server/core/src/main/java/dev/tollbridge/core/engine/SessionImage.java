package dev.tollbridge.core.engine;

import java.util.List;

/**
 * A bridge session's state at one moment, without its legs.
 *
 * @param awaitedThrough legs answered up to this sequence await a list; 0 when none does
 * @param owner the identity that the bridge id belongs to; empty while it is nobody's
 * @param pausedSinceMicros {@link Long#MIN_VALUE} when it is not paused
 */
public record SessionImage(
    String bridgeId,
    long number,
    long seenThrough,
    long lastContactMicros,
    long vouchedMicros,
    long awaitedThrough,
    long chargeUntilMicros,
    long pausedSinceMicros,
    int lists,
    long behindMicros,
    boolean clockShown,
    long aheadMicros,
    String owner,
    List<CallRecord> closings) {}
