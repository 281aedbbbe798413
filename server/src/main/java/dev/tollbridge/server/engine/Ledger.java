package dev.tollbridge.server.engine;

import dev.tollbridge.server.account.LedgerEntry;
import dev.tollbridge.server.account.Organization;

/** Numbers ledger entries and hands them on. */
final class Ledger {
  private final Effects effects;
  private long lastSequence;

  Ledger(Effects effects) {
    this.effects = effects;
  }

  long lastSequence() {
    return lastSequence;
  }

  void restore(long sequence) {
    lastSequence = sequence;
  }

  /** Books a change that the organization's credits have already made. */
  LedgerEntry book(Organization organization, LedgerEntry.Kind kind, long amountMicros, long nowMicros,
      String reference, String description) {
    var entry = new LedgerEntry(++lastSequence, organization.id(), kind, amountMicros,
        organization.ledgerBalanceMicros(), organization.profile().currency(), nowMicros, reference, description);
    effects.booked(entry);
    return entry;
  }
}
