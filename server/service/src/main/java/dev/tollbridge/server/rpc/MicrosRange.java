package dev.tollbridge.server.rpc;

/**
 * A range of time, in microseconds since 1970.
 *
 * @param fromMicros in the range; {@link Long#MIN_VALUE} when it has no beginning
 * @param toMicros the first after it; {@link Long#MAX_VALUE} when it has no end
 */
public record MicrosRange(long fromMicros, long toMicros) {}
