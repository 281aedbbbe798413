package dev.tollbridge.benchmarks.system;

import java.time.Duration;

/** The least that charging a minute of every leg can do: passes over their memory, in order, and changes it. */
final class MemoryWalk {
  private static final int LEGS = 1_000_000;
  private static final int BYTES_PER_LEG = 250;

  private MemoryWalk() {}

  /** The fastest pass within this time, in ns for each leg of 250 bytes, a million legs being active. */
  static double nanosPerLeg(Duration duration) {
    long[] memory = new long[LEGS / Long.BYTES * BYTES_PER_LEG];
    long bestNanos = Long.MAX_VALUE;
    long endNanos = System.nanoTime() + duration.toNanos();
    long passes = 0;
    while (System.nanoTime() < endNanos) {
      long startNanos = System.nanoTime();
      pass(memory);
      bestNanos = Math.min(bestNanos, System.nanoTime() - startNanos);
      passes++;
    }
    if (memory[memory.length - 1] != passes) {
      throw new MeasureException("memory was not changed");
    }
    return (double) bestNanos / LEGS;
  }

  private static void pass(long[] memory) {
    for (int i = 0; i < memory.length; i++) {
      memory[i]++;
    }
  }
}
