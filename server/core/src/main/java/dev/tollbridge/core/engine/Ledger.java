package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/** Numbers ledger entries and reports them. */
final class Ledger {
  private final Effects effects;
  private long lastSequence;
  /** Sequence of the last entry that changed what a call costs. */
  private long lastCorrection;
  private String author = "";

  Ledger(Effects effects) {
    this.effects = effects;
  }

  long lastSequence() {
    return lastSequence;
  }

  /** Sequence of the last RERATING or REFUND; 0 before the first. */
  long lastCorrection() {
    return lastCorrection;
  }

  void restore(long sequence, long correction) {
    lastSequence = sequence;
    lastCorrection = correction;
  }

  /** Who asked for the entries that follow; empty: nobody. */
  void author(String name) {
    author = name;
  }

  /** Checks that the last correction has been made. */
  void check() {
    Check.check(lastCorrection >= 0 && lastCorrection <= lastSequence, "the last correction is in the ledger", "it",
        lastCorrection);
  }

  /** Books a change that the organization's credits have already made. */
  LedgerEntry book(Organization organization, LedgerEntry.Kind kind, long amountMicros, long nowMicros,
      String reference, String description) {
    return book(organization, kind, amountMicros, nowMicros, reference, description, null, null);
  }

  /** Books a refund, which the organization's credits already reflect. */
  LedgerEntry refunded(Organization organization, Command.RefundCall refund, long nowMicros) {
    return book(organization, LedgerEntry.Kind.REFUND, refund.amountMicros(), nowMicros, refund.call().usageId(),
        refund.reason(), null, refund.call().recordSequence());
  }

  /** Books a call's new price, which the organization's credits already reflect. */
  void rerated(Organization organization, long nowMicros, String usageId, String description,
      LedgerEntry.PriceChange rerated) {
    book(organization, LedgerEntry.Kind.RERATING,
        Math.subtractExact(rerated.oldChargeMicros(), rerated.newChargeMicros()), nowMicros,
        usageId, description, rerated, null);
  }

  private LedgerEntry book(Organization organization, LedgerEntry.Kind kind, long amountMicros, long nowMicros,
      String reference, String description, LedgerEntry.@Nullable PriceChange rerated,
      @Nullable Long refundedRecord) {
    organization.entered(amountMicros);
    lastSequence = Math.incrementExact(lastSequence);
    if (kind.correctsCall()) {
      lastCorrection = lastSequence;
    }
    var entry = new LedgerEntry(lastSequence, organization.id(), kind, amountMicros,
        organization.ledgerBalanceMicros(), organization.profile().currency(), nowMicros, reference, description,
        rerated, refundedRecord, author);
    effects.entryMade(entry);
    return entry;
  }
}
