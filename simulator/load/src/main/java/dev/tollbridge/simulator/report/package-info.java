/**
 * The results of a run: counters, latencies, live progress, the summary, the result files and the assertions.
 * Depends on {@code scenario}, {@code verify} and {@code output}.
 */
@NullMarked
package dev.tollbridge.simulator.report;

import org.jspecify.annotations.NullMarked;
