package dev.tollbridge.simulator.scenario;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;
import org.jspecify.annotations.Nullable;

/**
 * The values of one leg in a trace; null values are drawn.
 *
 * @param startNanos after the load's start
 */
record TracedLeg(
    long startNanos,
    long holdMicros,
    @Nullable CallType callType,
    @Nullable Integer organization,
    @Nullable Long conference,
    @Nullable Integer organizer,
    @Nullable PhoneNumber service,
    @Nullable PhoneNumber remote) {}
