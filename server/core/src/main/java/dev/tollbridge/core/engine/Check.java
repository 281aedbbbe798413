package dev.tollbridge.core.engine;

/**
 * Checks, always on, of what holds after any command. A failure means a bug or broken memory; the exception stops the
 * shard before wrong figures are stored. A check that passes costs a comparison.
 */
final class Check {
  private Check() {}

  /** @param what the rule, in words */
  static void check(boolean holds, String what, String subject, long figure) {
    if (!holds) {
      throw new CheckFailedException(what + ", but not for " + subject + ": " + figure);
    }
  }

  /** Checks that a figure counted in two ways is the same. */
  static void equal(String what, String subject, long figure, long other) {
    if (figure != other) {
      throw new CheckFailedException(what + ", but not for " + subject + ": " + figure + " and " + other);
    }
  }

  /** Returns the figure, which must not be below zero. */
  static long notNegative(long figure, String what, String subject) {
    if (figure < 0) {
      throw new CheckFailedException(what + " is below zero for " + subject + ": " + figure);
    }
    return figure;
  }
}
