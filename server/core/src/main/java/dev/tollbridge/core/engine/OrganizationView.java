package dev.tollbridge.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization with its credits at one moment.
 *
 * @param balanceMicros credit not yet spent; below zero when usage was reported late
 * @param ledgerBalanceMicros sum of the ledger's entries
 * @param activeLegsMicros what active legs have been charged so far; not in the ledger yet
 * @param burnMicrosPerMinute what the active legs cost a minute
 * @param lots those with something left, in the order in which they are spent
 * @param autoRecharge null when it is off
 * @param pendingRecharge the recharge that waits for its payment, or null
 */
public record OrganizationView(
    Profile profile,
    long balanceMicros,
    long ledgerBalanceMicros,
    long activeLegsMicros,
    int activeLegCount,
    long burnMicrosPerMinute,
    List<Lot> lots,
    @Nullable AutoRecharge autoRecharge,
    @Nullable Recharge pendingRecharge,
    Lifecycle lifecycle) {

  /** Credit bought at one time. From {@code expireMicros} on the remainder is forfeited. */
  public record Lot(long purchaseMicros, long expireMicros, long amountMicros, long remainingMicros) {}

  public OrganizationView {
    lots = List.copyOf(lots);
  }

  public String id() {
    return profile.organizationId();
  }
}
