package dev.tollbridge.simulator.compare;

import dev.tollbridge.simulator.usage.DateOrder;
import dev.tollbridge.v1.CallType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options of a comparison.
 *
 * @param licences number of licences for users, 0 or more
 * @param price of a licence; null: unknown, only the price is computed at which both offers cost the same
 * @param decks CSV files of the decks that price calls; calls without one keep the report's charge
 * @param currency the only currency whose calls count; empty: the report must have only one
 * @param dates the order of day, month and year in the report's dates
 */
public record CompareOptions(int licences, @Nullable LicencePrice price, Map<CallType, byte[]> decks,
    String currency, DateOrder dates) {
  public static final int MAX_LICENCES = 1_000_000;

  public CompareOptions {
    if (licences < 0 || licences > MAX_LICENCES) {
      throw new IllegalArgumentException("--licences must be from 0 to " + MAX_LICENCES);
    }
  }
}
