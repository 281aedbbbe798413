package dev.tollbridge.core.engine;

import java.util.LinkedHashSet;
import java.util.List;

/** Watches balances: warns when one is low and requests automatic recharges. */
final class Recharger {
  private final Effects effects;
  private final LinkedHashSet<Organization> retrying = new LinkedHashSet<>();

  Recharger(Effects effects) {
    this.effects = effects;
  }

  /** Must be called whenever a balance went down or could not pay. */
  void checkBalance(Organization organization, long nowMicros) {
    long balanceMicros = organization.balanceMicros();
    if (organization.crossedLowBalance()) {
      report(organization, CreditEvent.LOW_BALANCE);
    }
    var recharging = organization.recharging();
    if (balanceMicros < recharging.triggerMicros()) {
      if (recharging.ask(balanceMicros, nowMicros) != null) {
        report(organization, CreditEvent.RECHARGE_REQUESTED);
      }
      remember(organization);
    }
  }

  /** Turns automatic recharge off. */
  void turnOff(Organization organization) {
    organization.recharging().settings(null);
    retrying.remove(organization);
  }

  /** Reports what happened to an organization's credit, with its balance. */
  void report(Organization organization, CreditEvent event) {
    effects.credit(organization.id(), organization.profile().currency(), organization.balanceMicros(), event);
  }

  private void remember(Organization organization) {
    if (organization.recharging().retrying()) {
      retrying.add(organization);
    } else {
      retrying.remove(organization);
    }
  }

  void settled(Organization organization, boolean paid, long nowMicros) {
    organization.recharging().settle(paid, nowMicros);
    report(organization, paid ? CreditEvent.RECHARGE_SUCCEEDED : CreditEvent.RECHARGE_FAILED);
    remember(organization);
    checkBalance(organization, nowMicros);
  }

  List<String> image() {
    return retrying.stream().map(Organization::id).toList();
  }

  void restore(Organization organization) {
    retrying.add(organization);
  }

  /** Requests again where a recharge failed or a day's cap was reached, and the wait is over. */
  void retry(long nowMicros) {
    if (!retrying.isEmpty()) {
      for (Organization organization : List.copyOf(retrying)) {
        checkBalance(organization, nowMicros);
      }
    }
  }
}
