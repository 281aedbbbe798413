package dev.tollbridge.simulator.scenario;

/** Spreads numbers over all 64 bits, so that neighbours seed unrelated random sequences. */
final class SeedMixer {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private SeedMixer() {}

  /** The seed of the {@code index}th thing derived from {@code seed}. */
  static long of(long seed, long index) {
    long bits = seed + GOLDEN * (index + 1);
    bits = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
    bits = (bits ^ bits >>> 33) * 0xC4CEB9FE1A85EC53L;
    return bits ^ bits >>> 33;
  }
}
