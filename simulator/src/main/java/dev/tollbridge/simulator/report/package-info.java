/**
 * What a run shows: counters, latencies, live progress and the summary table.
 * Imports the JDK, HdrHistogram and {@code verify}; {@code load} and {@code cli} use it.
 */
@NullMarked
package dev.tollbridge.simulator.report;

import org.jspecify.annotations.NullMarked;
