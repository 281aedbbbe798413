package dev.tollbridge.simulator.report;

import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Figures counted outside {@link LoadStatistics}; read once a second, by one thread.
 *
 * @param legsDue legs that should have been started by a monotonic time
 * @param minutesCharged minutes whose charges were received
 * @param unacknowledged events that the server has not acknowledged
 */
public record Gauges(LongUnaryOperator legsDue, LongSupplier minutesCharged, LongSupplier unacknowledged) {}
