package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.NewPrice;
import java.util.Objects;

/**
 * A call whose charge a re-rating changed, or would change.
 *
 * @param entrySequence of its ledger entry; 0 when nothing was booked
 */
public record ReratedCall(
    String organizationId, String usageId, String currency, long entrySequence, LedgerEntry.PriceChange prices) {

  static ReratedCall booked(LedgerEntry entry) {
    return new ReratedCall(entry.organizationId(), entry.reference(), entry.currency(), entry.sequence(),
        Objects.requireNonNull(entry.rerated()));
  }

  static ReratedCall wouldBe(ClosedCall call, NewPrice.Priced priced, String currency) {
    return new ReratedCall(call.organizationId(), call.usageId(), currency, 0, call.rerated(priced));
  }
}
