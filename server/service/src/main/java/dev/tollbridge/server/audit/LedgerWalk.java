package dev.tollbridge.server.audit;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.OrganizationView;
import dev.tollbridge.core.money.CurrencyFormat;
import java.util.HashMap;
import java.util.Map;

/** Follows each organization's ledger from entry to entry. */
final class LedgerWalk {
  private final Map<String, Long> balances = new HashMap<>();
  private final boolean fromTheStart;
  private final Report.Check check;
  private long entryCount;

  /** @param fromTheStart whether the very first entry is there; otherwise an organization's first one is trusted */
  LedgerWalk(boolean fromTheStart, Report.Check check) {
    this.fromTheStart = fromTheStart;
    this.check = check;
  }

  void add(LedgerEntry entry) {
    entryCount++;
    Long before = balances.put(entry.organizationId(), entry.balanceMicros());
    if (before == null && !fromTheStart) {
      return;
    }
    long beforeMicros = before == null ? 0 : before;
    if (entry.balanceMicros() - entry.amountMicros() != beforeMicros) {
      CurrencyFormat money = CurrencyFormat.of(entry.currency());
      check.found("organization " + entry.organizationId() + ", ledger entry " + entry.sequence() + ": balance "
          + money.exact(entry.balanceMicros()) + " is not the " + money.exact(beforeMicros) + " before and "
          + money.exact(entry.amountMicros()));
    }
  }

  long entryCount() {
    return entryCount;
  }

  /** Compares the last balance, and what active legs were charged, with the shard's state. */
  void compare(OrganizationView organization) {
    Long last = balances.get(organization.id());
    CurrencyFormat money = CurrencyFormat.of(organization.profile().currency());
    long ledgerMicros = last == null && fromTheStart ? 0 : last == null ? organization.ledgerBalanceMicros() : last;
    if (ledgerMicros != organization.ledgerBalanceMicros()) {
      check.found("organization " + organization.id() + ": the ledger ends at " + money.exact(ledgerMicros)
          + " and the state has " + money.exact(organization.ledgerBalanceMicros()));
    }
    long spendableMicros = organization.ledgerBalanceMicros() - organization.activeLegsMicros();
    if (spendableMicros != organization.balanceMicros()) {
      check.found("organization " + organization.id() + ": balance " + money.exact(organization.balanceMicros())
          + " is not the ledger's " + money.exact(organization.ledgerBalanceMicros()) + " less "
          + money.exact(organization.activeLegsMicros()) + " charged on active legs");
    }
  }
}
