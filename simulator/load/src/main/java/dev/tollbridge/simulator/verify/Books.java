package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import java.util.function.Consumer;

/** Call records and ledgers as the server lists them. */
public interface Books {
  /** In place of an instant: from the first entry on. */
  long ALL = Long.MIN_VALUE;

  /** Reads every call record of a leg answered at this engine time or later, all pages. */
  void records(String organizationId, long fromMicros, Consumer<CallRecord> to);

  /** Reads every ledger entry booked at this engine time or later, in order, all pages. */
  void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to);

  /** Reads the current balance. */
  GetBalanceResponse balance(String organizationId);
}
