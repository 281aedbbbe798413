/**
 * What a run shows: counters, latencies, live progress, the summary, the files it writes and the assertions on it.
 * Depends on {@code scenario}, {@code verify} and {@code output}.
 */
@NullMarked
package dev.tollbridge.simulator.report;

import org.jspecify.annotations.NullMarked;
