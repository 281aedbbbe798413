package dev.tollbridge.simulator.verify;

import java.util.Locale;

/**
 * One point where the server's account is not the expected one.
 *
 * @param subject what it is about: a leg, a record, an organization's ledger
 * @param count how many things are missing, duplicated or wrong
 */
public record Difference(Kind kind, String subject, String expected, String seen, long count) {

  /** What is wrong. */
  public enum Kind {
    /** Expected and not seen. */
    MISSING,
    /** Seen more than once. */
    DUPLICATED,
    /** Seen and different, or seen and not expected. */
    WRONG
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ": " + subject + ": expected " + expected + ", seen "
        + seen;
  }
}
