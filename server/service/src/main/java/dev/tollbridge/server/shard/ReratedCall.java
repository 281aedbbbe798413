package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.NewPrice;
import java.util.Objects;

/**
 * A call whose charge a re-rating changed, or would change.
 *
 * @param entrySequence of its ledger entry; 0 when nothing was booked
 * @param refundedMicros what was refunded of it before; 0 when it was booked
 */
public record ReratedCall(
    String organizationId, String usageId, String currency, long entrySequence, LedgerEntry.PriceChange prices,
    long refundedMicros) {

  static ReratedCall booked(LedgerEntry entry) {
    return new ReratedCall(entry.organizationId(), entry.reference(), entry.currency(), entry.sequence(),
        Objects.requireNonNull(entry.rerated()), 0);
  }

  static ReratedCall wouldBe(ClosedCall call, NewPrice.Priced priced, String currency) {
    return new ReratedCall(call.organizationId(), call.usageId(), currency, 0, call.rerated(priced),
        call.refundedMicros());
  }
}
