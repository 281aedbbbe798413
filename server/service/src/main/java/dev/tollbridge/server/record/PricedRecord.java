package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A call record with the price that holds now.
 *
 * @param rerated the latest re-rating; null when the record's own price holds
 */
public record PricedRecord(CallRecord record, LedgerEntry.@Nullable PriceChange rerated) {}
