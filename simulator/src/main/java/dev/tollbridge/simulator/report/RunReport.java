package dev.tollbridge.simulator.report;

import dev.tollbridge.simulator.verify.Reconciliation;
import java.time.Duration;

/**
 * What a run came to.
 *
 * @param elapsed from the first set-up to the last comparison
 */
public record RunReport(LoadStatistics statistics, Reconciliation reconciliation, OfferedRate rate, Duration elapsed) {}
