package dev.tollbridge.simulator.cdr;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Draws one of many things by weight. */
final class Weights {
  private static final long ZIPF_TOP = 1_000_000;

  private final long[] upTo;

  private Weights(long[] upTo) {
    this.upTo = upTo;
  }

  /** Things of weight 0 are never drawn; the total must be below 2^62. */
  static Weights of(int count, IntToLongFunction weight) {
    long[] upTo = new long[count];
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += weight.applyAsLong(i);
      upTo[i] = total;
    }
    return new Weights(upTo);
  }

  /** Zipf's law: the first is twice as likely as the second, three times as likely as the third, and so on. */
  static Weights zipf(int count) {
    return of(count, Weights::zipfWeight);
  }

  static long zipfWeight(int rank) {
    return ZIPF_TOP / (rank + 1);
  }

  int draw(Dice dice) {
    long at = dice.below(total());
    int found = Arrays.binarySearch(upTo, at + 1);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && upTo[found - 1] == at + 1) {
      found--;
    }
    return found;
  }

  long total() {
    return upTo[upTo.length - 1];
  }
}
