package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A call record with its current price.
 *
 * @param rerated the latest re-rating; null when the record's own price is current
 * @param refundedMicros sum of its refunds, which are not in either price
 */
public record PricedRecord(CallRecord record, LedgerEntry.@Nullable PriceChange rerated, long refundedMicros) {}
