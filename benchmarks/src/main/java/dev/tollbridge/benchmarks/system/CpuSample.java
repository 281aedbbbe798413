package dev.tollbridge.benchmarks.system;

/** CPU that a server and its load had used at an instant. */
record CpuSample(long epochMillis, double serverSeconds, double simulatorSeconds) {}
