package dev.tollbridge.simulator.compare;

import dev.tollbridge.v1.CallType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared.
 *
 * @param licences licences for users, 0 or more
 * @param price of a licence; null: unknown, and only the price is sought at which both cost the same
 * @param decks CSV files of the decks to price calls by; calls without one keep the report's charge
 * @param currency the only currency whose calls count; empty: the report must have just one
 */
public record CompareOptions(int licences, @Nullable LicencePrice price, Map<CallType, byte[]> decks,
    String currency) {
  public static final int MAX_LICENCES = 1_000_000;

  public CompareOptions {
    if (licences < 0 || licences > MAX_LICENCES) {
      throw new IllegalArgumentException("--licences must be from 0 to " + MAX_LICENCES);
    }
  }
}
