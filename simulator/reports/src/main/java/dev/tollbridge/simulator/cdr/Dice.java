package dev.tollbridge.simulator.cdr;

/**
 * A random generator whose numbers do not depend on the Java version: reports must stay the same, byte by byte.
 * SplitMix64; whole numbers only, to avoid floating point.
 */
final class Dice {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** A generator of its own for each combination of numbers. */
  static Dice of(long seed, long part, long subpart) {
    return new Dice(mix(mix(mix(seed) + part) + subpart));
  }

  long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** From 0 to below the bound, with negligible bias for bounds below a million. */
  int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From 0 to below the bound, for bounds below 2^62. */
  long below(long bound) {
    return Math.multiplyHigh(nextLong() >>> 1, bound << 1);
  }

  int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** True {@code chances} times in ten thousand. */
  boolean oftenPerTenThousand(int chances) {
    return below(10_000) < chances;
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
