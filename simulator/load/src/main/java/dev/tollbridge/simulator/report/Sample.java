package dev.tollbridge.simulator.report;

import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One look at a run.
 *
 * @param elapsedNanos since the load began; below zero before
 * @param counts so far
 * @param latencies since the look before, in microseconds; theirs only while the sample is handed on
 */
public record Sample(Instant time, long elapsedNanos, Counts counts, Map<Metric, Histogram> latencies) {}
