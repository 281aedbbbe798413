package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/** Numbers ledger entries and reports them. */
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
    return book(organization, kind, amountMicros, nowMicros, reference, description, null);
  }

  /** Books a call's new price, which the organization's credits already reflect. */
  void rerated(Organization organization, long nowMicros, String usageId, String description,
      LedgerEntry.PriceChange rerated) {
    book(organization, LedgerEntry.Kind.RERATING,
        Math.subtractExact(rerated.oldChargeMicros(), rerated.newChargeMicros()), nowMicros,
        usageId, description, rerated);
  }

  private LedgerEntry book(Organization organization, LedgerEntry.Kind kind, long amountMicros, long nowMicros,
      String reference, String description, LedgerEntry.@Nullable PriceChange rerated) {
    organization.entered(amountMicros);
    lastSequence = Math.incrementExact(lastSequence);
    var entry = new LedgerEntry(lastSequence, organization.id(), kind, amountMicros,
        organization.ledgerBalanceMicros(), organization.profile().currency(), nowMicros, reference, description,
        rerated);
    effects.entryMade(entry);
    return entry;
  }
}
