package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.LedgerEntry;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of an organization's ledger over a period: opening balance + all totals = closing balance.
 *
 * @param totals of every kind that has entries, in the order of the kinds
 * @param lastSequence entries after this one are left out
 */
public record LedgerStatement(
    long openingMicros, Map<LedgerEntry.Kind, Total> totals, long closingMicros, long lastSequence) {

  public LedgerStatement {
    Map<LedgerEntry.Kind, Total> ordered = new EnumMap<>(LedgerEntry.Kind.class);
    ordered.putAll(totals);
    totals = Collections.unmodifiableMap(ordered);
  }

  /** Number and sum of the entries of one kind. */
  public record Total(long entryCount, long amountMicros) {}
}
