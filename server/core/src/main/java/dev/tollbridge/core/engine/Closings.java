package dev.tollbridge.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * Closes organizations and opens them again.
 *
 * <p>A closed organization has no credit: whatever it has when its last chargeable leg is closed is paid out or
 * forfeited, and so is whatever is given to it later, such as the refund of a call. A leg that was answered before and
 * is reported only now is still charged; credit waits until it is closed.
 */
final class Closings {
  private final Rules rules;
  private final Ledger ledger;
  private final Recharger recharger;

  Closings(Rules rules, Ledger ledger, Recharger recharger) {
    this.rules = rules;
    this.ledger = ledger;
    this.recharger = recharger;
  }

  /** The outcome has the entry that settled the organization, if none of its legs had to be waited for. */
  Outcome close(Organization organization, Command.CloseOrganization command, long nowMicros) {
    if (!organization.lifecycle().active()) {
      return new Outcome.Refused(Refusal.ORGANIZATION_CLOSED);
    }
    if (organization.recharging().pending() != null) {
      return new Outcome.Refused(Refusal.RECHARGE_PENDING);
    }
    recharger.turnOff(organization);
    organization.lifecycle(Lifecycle.closing(command, nowMicros));
    return new Outcome.EntryMade(settle(organization, nowMicros));
  }

  Outcome reopen(Organization organization, long nowMicros) {
    Lifecycle lifecycle = organization.lifecycle();
    Refusal refusal = switch (lifecycle.state()) {
      case ACTIVE -> Refusal.ORGANIZATION_ACTIVE;
      case CLOSING -> null;
      case CLOSED -> nowMicros > lifecycle.closedMicros() + rules.level().memory().reopenMicros()
          ? Refusal.CLOSED_TOO_LONG
          : null;
    };
    if (refusal != null) {
      return new Outcome.Refused(refusal);
    }
    organization.lifecycle(Lifecycle.ACTIVE);
    return new Outcome.EntryMade(null);
  }

  /**
   * Must be called whenever a leg was closed, or credit was given to an organization that may be closed. Returns the
   * entry that took its credit, if there was one.
   */
  @Nullable
  LedgerEntry settle(Organization organization, long nowMicros) {
    Lifecycle lifecycle = organization.lifecycle();
    if (lifecycle.active() || organization.chargeableLegCount() > 0) {
      return null;
    }
    if (lifecycle.state() == Lifecycle.State.CLOSING) {
      organization.lifecycle(lifecycle.closed(nowMicros));
    }
    long restMicros = organization.balanceMicros();
    if (restMicros <= 0) {
      return null;
    }
    organization.settleClosed(restMicros);
    return ledger.book(organization, lifecycle.entryKind(), -restMicros, nowMicros, lifecycle.requestId(), "");
  }
}
