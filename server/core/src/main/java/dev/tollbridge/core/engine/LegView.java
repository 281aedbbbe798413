package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.Rate;
import org.jspecify.annotations.Nullable;

/**
 * An active leg as a value.
 *
 * @param rate null when none was found
 * @param denial why the bridge has been asked to hang up; null when it has not
 * @param totalMicros charged so far
 */
public record LegView(
    LegPlace place,
    LegRef ref,
    LegStart start,
    @Nullable Rate rate,
    LegStanding standing,
    @Nullable DenialReason denial,
    int minutesCharged,
    long totalMicros) {}
