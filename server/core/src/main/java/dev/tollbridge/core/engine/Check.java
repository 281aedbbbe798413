package dev.tollbridge.core.engine;

/**
 * Checks that always run: of what must hold whatever commands are applied. One that fails has found a bug, or broken
 * memory; the exception stops the shard before wrong figures are stored. Costs a comparison while it holds.
 */
final class Check {
  private Check() {}

  /** @param what the rule, in words */
  static void check(boolean holds, String what, String subject, long figure) {
    if (!holds) {
      throw new CheckFailedException(what + ", but not for " + subject + ": " + figure);
    }
  }

  /** Two figures that are counted in two ways. */
  static void equal(String what, String subject, long figure, long other) {
    if (figure != other) {
      throw new CheckFailedException(what + ", but not for " + subject + ": " + figure + " and " + other);
    }
  }

  /** The figure itself, which is not below zero. */
  static long notNegative(long figure, String what, String subject) {
    if (figure < 0) {
      throw new CheckFailedException(what + " is below zero for " + subject + ": " + figure);
    }
    return figure;
  }
}
