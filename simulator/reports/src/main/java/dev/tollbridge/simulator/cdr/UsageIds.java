package dev.tollbridge.simulator.cdr;

/**
 * Usage ids in the form of UUIDs, version 8. The lower 62 bits are the record's number under a bijection, so ids are
 * unique by construction, not by chance. The upper bits depend on the seed, the period and the count: reports that
 * differ in one of them can be booked on the same server.
 */
final class UsageIds {
  private static final long MASK = (1L << 62) - 1;
  private static final long VARIANT = 0x8000000000000000L;
  private static final long VERSION = 0x8000L;
  private static final long VERSION_BITS = 0xf000L;

  private final long high;

  UsageIds(CdrOptions options) {
    long report = Dice.mix(options.seed() + 1) ^ Dice.mix(options.count())
        ^ Dice.mix(~options.period().firstDay().toEpochDay()) ^ Dice.mix(-2L - options.period().days());
    high = (report & ~VERSION_BITS) | VERSION;
  }

  long high() {
    return high;
  }

  /** Every step is a bijection of 62-bit numbers: multiplication by an odd factor, or xor with the upper half. */
  long low(long recordNumber) {
    long bits = recordNumber * 0x9e3779b97f4a7c15L & MASK;
    bits ^= bits >>> 31;
    bits = bits * 0xbf58476d1ce4e5b9L & MASK;
    bits ^= bits >>> 31;
    return bits | VARIANT;
  }
}
