package dev.tollbridge.core.engine;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paying tenant: its profile, licences, credits and what its active legs are burning.
 *
 * <p>Two balances: {@link #balanceMicros()} is what can be spent now; {@link #ledgerBalanceMicros()} is the sum of the
 * ledger's entries. They differ by what active legs have been charged, which enters the ledger when a leg closes.
 */
public final class Organization {
  /**
   * Neither credit nor debt may pass this. Far above any real balance, and so far below the largest {@code long} that no
   * sum of the two balances can overflow.
   */
  public static final long MAX_BALANCE_MICROS = 4_000_000_000_000_000_000L;

  private Profile profile;
  private final Credits credits = new Credits();
  private final TreeMap<String, Licence> licences = new TreeMap<>();
  private final Recharging recharging;
  private long ledgerBalanceMicros;
  private long activeLegsMicros;
  private int activeLegCount;
  private long burnMicrosPerMinute;
  /** The most that the active legs can come to. */
  private long exposureMicros;
  /** The highest low-balance threshold that the balance has not fallen below yet. */
  private long warnBelowMicros = Long.MIN_VALUE;
  private boolean exhausted;

  public Organization(Profile profile) {
    this.profile = profile;
    this.recharging = new Recharging(profile.organizationId());
  }

  /** An organization as it was; its active legs are still to be taken over by {@link #resume}. */
  public static Organization restore(OrganizationImage image) {
    var organization = new Organization(image.profile());
    image.licences().forEach(organization::assign);
    organization.credits.restore(image.lots(), image.balanceMicros());
    organization.recharging.restore(image.recharging());
    organization.ledgerBalanceMicros = image.ledgerBalanceMicros();
    organization.warnBelowMicros = image.warnBelowMicros();
    organization.exhausted = image.exhausted();
    return organization;
  }

  /** The state at this moment, not touched by what comes later. */
  public OrganizationImage image() {
    return new OrganizationImage(profile, List.copyOf(licences.values()), credits.image(), credits.balanceMicros(),
        ledgerBalanceMicros, warnBelowMicros, exhausted, recharging.image());
  }

  /** Takes over an active leg that had been charged this much. */
  public void resume(long chargedMicros, long pricePerMinuteMicros, long mostMicros) {
    legStarted(mostMicros);
    activeLegsMicros += chargedMicros;
    burnMicrosPerMinute += pricePerMinuteMicros;
  }

  public String id() {
    return profile.organizationId();
  }

  public Profile profile() {
    return profile;
  }

  public void profile(Profile changed) {
    profile = changed;
    armWarnings();
  }

  /** Licences of organizers whose id comes after {@code organizerId}, in order. */
  public Collection<Licence> licencesAfter(String organizerId) {
    return licences.tailMap(organizerId, false).values();
  }

  public void assign(Licence licence) {
    licences.put(licence.organizerId(), licence);
  }

  public void removeLicence(String organizerId) {
    licences.remove(organizerId);
  }

  /** The organizer's licence, or null. */
  public @Nullable Licence licence(String organizerId) {
    Licence own = licences.get(organizerId);
    return own == null && profile.allOrganizersLicensed() ? Licence.FOR_ALL : own;
  }

  public Recharging recharging() {
    return recharging;
  }

  /** Credit not yet spent; below zero when usage was reported late. */
  public long balanceMicros() {
    return credits.balanceMicros();
  }

  /** Sum of the ledger's entries. */
  public long ledgerBalanceMicros() {
    return ledgerBalanceMicros;
  }

  /** What active legs have been charged so far. */
  public long activeLegsMicros() {
    return activeLegsMicros;
  }

  public int activeLegCount() {
    return activeLegCount;
  }

  /** What the active legs cost a minute. */
  public long burnMicrosPerMinute() {
    return burnMicrosPerMinute;
  }

  public List<CreditLot> lots() {
    return credits.lots();
  }

  public boolean covers(long micros) {
    return credits.balanceMicros() >= micros;
  }

  /** Whether credit of this much can be added. */
  public boolean canHold(long micros) {
    return balanceMicros() <= MAX_BALANCE_MICROS - micros;
  }

  /** Whether usage of up to this much can still be debited beside what the active legs can come to. */
  public boolean canOwe(long micros) {
    long debtMicros = Math.max(0, -balanceMicros());
    return micros <= MAX_BALANCE_MICROS - debtMicros - exposureMicros;
  }

  /** A leg starts that can come to {@code mostMicros}. */
  public void legStarted(long mostMicros) {
    activeLegCount++;
    exposureMicros += mostMicros;
  }

  /** The most that the active legs can come to changes by this. */
  public void expose(long micros) {
    exposureMicros += micros;
  }

  public void burn(long micros) {
    burnMicrosPerMinute += micros;
  }

  /** Debits a minute of an active leg. */
  public void charge(long micros) {
    credits.debit(micros);
    activeLegsMicros += micros;
  }

  /**
   * Settles a closed leg: {@code chargedMicros} so far, {@code finalMicros} in all, at most {@code mostMicros}. Returns the
   * overdraft it caused.
   */
  public long settle(long chargedMicros, long finalMicros, long mostMicros, long nowMicros) {
    activeLegCount--;
    exposureMicros -= mostMicros;
    activeLegsMicros -= chargedMicros;
    return book(chargedMicros, finalMicros, nowMicros);
  }

  /** Debits a call that was never active. Returns the overdraft it caused. */
  public long book(long finalMicros, long nowMicros) {
    return book(0, finalMicros, nowMicros);
  }

  private long book(long chargedMicros, long finalMicros, long nowMicros) {
    long debtBefore = Math.max(0, -credits.balanceMicros());
    long adjustmentMicros = finalMicros - chargedMicros;
    if (adjustmentMicros > 0) {
      credits.debit(adjustmentMicros);
    } else if (adjustmentMicros < 0) {
      credits.refund(-adjustmentMicros, nowMicros);
      armWarnings();
    }
    ledgerBalanceMicros -= finalMicros;
    return Math.max(0, Math.max(0, -credits.balanceMicros()) - debtBefore);
  }

  /**
   * Replaces the charge of a call that is in the ledger by another one. What it is lower by comes back as credit with the
   * lifetime of a lot of {@code lotMicros}; what it is higher by is debited, below zero if need be.
   */
  public void correct(long oldMicros, long newMicros, long lotMicros) {
    long amountMicros = Math.subtractExact(oldMicros, newMicros);
    if (amountMicros < 0) {
      credits.debit(-amountMicros);
    } else {
      credits.giveBack(amountMicros, lotMicros);
      exhausted = false;
      armWarnings();
    }
    ledgerBalanceMicros = Math.addExact(ledgerBalanceMicros, amountMicros);
  }

  /** Adds a lot. */
  public void add(long micros, long nowMicros) {
    credits.add(micros, nowMicros);
    ledgerBalanceMicros = Math.addExact(ledgerBalanceMicros, micros);
    exhausted = false;
    armWarnings();
  }

  /** Takes credit away; the balance must cover it. */
  public void reduce(long micros) {
    credits.debit(micros);
    ledgerBalanceMicros -= micros;
  }

  public long nextExpiryMicros() {
    return credits.nextExpiryMicros();
  }

  /** Forfeits the lot that expires next and returns its rest. */
  public long expireNextLot() {
    long forfeitedMicros = credits.expireNext();
    ledgerBalanceMicros -= forfeitedMicros;
    return forfeitedMicros;
  }

  /** Whether the balance fell below a threshold since the last time; each crossing is told once. */
  public boolean crossedLowBalance() {
    if (balanceMicros() >= warnBelowMicros) {
      return false;
    }
    armWarnings();
    return true;
  }

  /** Whether this is the first minute that could not be paid since credit was last added. */
  public boolean becameExhausted() {
    boolean first = !exhausted;
    exhausted = true;
    return first;
  }

  private void armWarnings() {
    warnBelowMicros = Long.MIN_VALUE;
    for (long threshold : profile.lowBalanceThresholdsMicros()) {
      if (threshold <= balanceMicros()) {
        warnBelowMicros = Math.max(warnBelowMicros, threshold);
      }
    }
  }
}
