package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import java.util.function.Consumer;

/** An organization's books as the server lists them. */
public interface Books {
  /** In place of an instant: from the first on. */
  long ALL = Long.MIN_VALUE;

  /** Every call record of a leg answered at this engine time or later, all pages. */
  void records(String organizationId, long fromMicros, Consumer<CallRecord> to);

  /** Every ledger entry booked at this engine time or later, in the order it was booked, all pages. */
  void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to);

  /** The balance now. */
  GetBalanceResponse balance(String organizationId);
}
