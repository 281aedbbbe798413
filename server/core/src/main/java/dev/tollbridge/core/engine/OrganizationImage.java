package dev.tollbridge.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization's state at one moment, without the sums of its active legs: these are made from the legs' images.
 *
 * @param lots in the order in which they are spent, spent ones included
 */
public record OrganizationImage(
    Profile profile,
    List<Licence> licences,
    List<Lot> lots,
    long balanceMicros,
    long ledgerBalanceMicros,
    long warnBelowMicros,
    boolean exhausted,
    RechargingImage recharging,
    Lifecycle lifecycle,
    boolean creditsFollowPurchase) {
  /** A lot of credit. */
  public record Lot(long purchaseMicros, long expireMicros, long amountMicros, long remainingMicros) {}

  /** The state of automatic recharge. */
  public record RechargingImage(
      @Nullable AutoRecharge settings,
      @Nullable Recharge pending,
      long lastNumber,
      long day,
      long askedMicros,
      long retryMicros) {}
}
