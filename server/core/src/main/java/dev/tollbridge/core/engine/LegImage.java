package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/**
 * An active leg's state at one moment. What never changes is shared with the leg, so that images are made quickly.
 *
 * @param level number of the level at its answer
 * @param rate null when none was found; the leg is free then
 * @param unconfirmedSinceMicros when its late answer was reported; 0 if it was not late or the leg is confirmed
 * @param aheadMicros how far ahead of engine time the answer was when it was reported
 */
public record LegImage(
    int level,
    long ordinal,
    String bridgeId,
    long session,
    long number,
    long answeredSequence,
    LegStart start,
    @Nullable Rate rate,
    LegState state,
    @Nullable DenialReason denial,
    int minutesCharged,
    long totalMicros,
    int listedIn,
    long unconfirmedSinceMicros,
    long aheadMicros) {}
