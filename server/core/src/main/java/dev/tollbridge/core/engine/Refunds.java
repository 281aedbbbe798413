package dev.tollbridge.core.engine;

/**
 * Refunds closed calls, in all at most what each costs.
 *
 * <p>The engine has no records: what a call costs, and what was refunded already, is in the command, read from the
 * record store. Two rules ensure that it is not out of date. A refund is refused when the shard has booked a refund or
 * a re-rating after the entries that were read. And none is booked while a re-rating is open, whose batches know what
 * was refunded before it was opened.
 */
final class Refunds {
  private final Accounts accounts;
  private final Rerater reratings;
  private final Closings closings;
  private final Ledger ledger;

  Refunds(Accounts accounts, Rerater reratings, Closings closings, Ledger ledger) {
    this.accounts = accounts;
    this.reratings = reratings;
    this.closings = closings;
    this.ledger = ledger;
  }

  Outcome refund(Command.RefundCall command, long nowMicros) {
    return accounts.once(command.organizationId(), command.request(), nowMicros,
        organization -> refund(organization, command, nowMicros));
  }

  private Outcome refund(Organization organization, Command.RefundCall command, long nowMicros) {
    RefundableCall call = command.call();
    if (call.recordSequence() == 0) {
      return new Outcome.Refused(Refusal.NO_SUCH_CALL);
    }
    if (reratings.open() != null) {
      return new Outcome.Refused(Refusal.RERATING_OPEN);
    }
    if (call.readThrough() < ledger.lastCorrection()) {
      return new Outcome.Refused(Refusal.CALL_CHANGED);
    }
    if (command.amountMicros() <= 0 || command.amountMicros() > call.refundableMicros()) {
      return new Outcome.Refused(Refusal.REFUND_TOO_HIGH);
    }
    if (!organization.canHold(command.amountMicros())) {
      return new Outcome.Refused(Refusal.BALANCE_LIMIT);
    }
    organization.correct(command.amountMicros(), 0, nowMicros);
    accounts.scheduleExpiry(organization);
    LedgerEntry entry = ledger.refunded(organization, command, nowMicros);
    closings.settle(organization, nowMicros);
    return new Outcome.EntryMade(entry);
  }
}
