package dev.tollbridge.server.record;

import dev.tollbridge.core.tariff.CallType;
import org.jspecify.annotations.Nullable;

/**
 * An organization's call records up to a sequence, after a position in the order of start time, then sequence.
 *
 * @param callType null: of every type
 * @param afterMicros start time of the position
 * @param afterSequence 0: before all that started at {@code afterMicros}
 * @param toMicros started before this
 * @param throughSequence the last record that may be included
 */
public record RecordRange(
    String organizationId,
    @Nullable CallType callType,
    long afterMicros,
    long afterSequence,
    long toMicros,
    long throughSequence) {}
