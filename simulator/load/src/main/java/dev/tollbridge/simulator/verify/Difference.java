package dev.tollbridge.simulator.verify;

import java.util.Locale;

/**
 * One point where the server's books or messages differ from the expected ones.
 *
 * @param subject what it is about: a leg, a record, an organization's ledger
 * @param count how many things are missing, duplicated or wrong
 */
public record Difference(Kind kind, String subject, String expected, String seen, long count) {

  /** What is wrong. */
  public enum Kind {
    /** Expected and not received. */
    MISSING,
    /** Received more than once. */
    DUPLICATED,
    /** Received and different, or not expected. */
    WRONG
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ": " + subject + ": expected " + expected + ", seen "
        + seen;
  }
}
