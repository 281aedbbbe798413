package dev.tollbridge.core.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers audit entries and reports them. */
final class AuditTrail {
  private final Effects effects;
  private final Accounts accounts;
  private final Ledger ledger;
  private long lastSequence;

  AuditTrail(Effects effects, Accounts accounts, Ledger ledger) {
    this.effects = effects;
    this.accounts = accounts;
    this.ledger = ledger;
  }

  long lastSequence() {
    return lastSequence;
  }

  void restore(long sequence) {
    lastSequence = sequence;
  }

  /** Applies an author's command by {@code work}; its ledger entries carry the author. */
  Outcome apply(Command command, Author author, long nowMicros, Supplier<Outcome> work) {
    ledger.author(author.name());
    try {
      return author.audited() ? audited(command, author, nowMicros, work) : work.get();
    } finally {
      ledger.author("");
    }
  }

  private Outcome audited(Command command, Author author, long nowMicros, Supplier<Outcome> work) {
    AuditSubject about = AuditSubject.of(command);
    Long beforeMicros = balanceMicros(about);
    long ledgerBefore = ledger.lastSequence();
    Outcome outcome = work.get();
    lastSequence = Math.incrementExact(lastSequence);
    effects.audited(new AuditEntry(lastSequence, nowMicros, author, about.organizationId(), about.requestId(),
        about.subject(), beforeMicros, balanceMicros(about), result(outcome, ledgerBefore)));
    return outcome;
  }

  private @Nullable Long balanceMicros(AuditSubject about) {
    Organization organization = accounts.find(about.organizationId());
    return organization == null ? null : organization.balanceMicros();
  }

  private static String result(Outcome outcome, long ledgerBefore) {
    return switch (outcome) {
      case Outcome.Refused(Refusal refusal) -> refusal.name();
      case Outcome.EntryMade(LedgerEntry entry) when entry != null && entry.sequence() <= ledgerBefore ->
        AuditEntry.REPEATED;
      default -> AuditEntry.DONE;
    };
  }
}
