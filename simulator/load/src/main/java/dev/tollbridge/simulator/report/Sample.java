package dev.tollbridge.simulator.report;

import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A sample of a running load.
 *
 * @param elapsedNanos since the load's start; below zero before
 * @param counts so far
 * @param latencies since the previous sample, in microseconds; valid only while the sample is passed to its watchers
 */
public record Sample(Instant time, long elapsedNanos, Counts counts, Map<Metric, Histogram> latencies) {}
