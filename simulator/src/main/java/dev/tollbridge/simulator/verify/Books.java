package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import java.util.function.Consumer;

/** An organization's books as the server lists them. */
public interface Books {
  /** Every call record, all pages. */
  void records(String organizationId, Consumer<CallRecord> to);

  /** Every ledger entry in the order it was booked, all pages. */
  void entries(String organizationId, Consumer<LedgerEntry> to);

  /** The balance now. */
  GetBalanceResponse balance(String organizationId);
}
