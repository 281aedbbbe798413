/**
 * What a run shows: counters, latencies, live progress, the summary, the files it writes and the claims it is held to.
 * Imports the JDK, HdrHistogram, the API's words, {@code verify} and {@code output}; {@code load} and {@code cli} use
 * it.
 */
@NullMarked
package dev.tollbridge.simulator.report;

import org.jspecify.annotations.NullMarked;
