package dev.tollbridge.core.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paying tenant: its profile, licences, credits and the sums of its active legs.
 *
 * <p>Two balances: {@link #balanceMicros()} is what can be spent now; {@link #ledgerBalanceMicros()} is the sum of the
 * ledger's entries. They differ by what active legs have been charged, which enters the ledger when a leg closes.
 */
final class Organization {
  private final Rules rules;
  private Profile profile;
  private final Credits credits;
  private final TreeMap<String, Licence> licences = new TreeMap<>();
  private final RechargeState recharging;
  private long ledgerBalanceMicros;
  /** Sum of the ledger entries made; counted separately to check {@link #ledgerBalanceMicros}. */
  private long entriesMicros;
  private final LegSums legs = new LegSums();
  /** The same, counted over all legs while the state is audited. */
  private final LegSums counted = new LegSums();
  /** The highest low-balance threshold that the balance has not fallen below yet. */
  private long warnBelowMicros = Long.MIN_VALUE;
  private boolean exhausted;
  private Lifecycle lifecycle = Lifecycle.ACTIVE;
  private boolean creditsFollowPurchase;

  Organization(Profile profile, Rules rules) {
    this.rules = rules;
    this.profile = profile;
    this.credits = new Credits(rules);
    this.recharging = new RechargeState(profile.organizationId(), rules);
  }

  /** Restores an organization from its image; {@link #start} must then add its active legs. */
  static Organization restore(OrganizationImage image, Rules rules) {
    var organization = new Organization(image.profile(), rules);
    image.licences().forEach(organization::assign);
    organization.credits.restore(image.lots(), image.balanceMicros());
    organization.recharging.restore(image.recharging());
    organization.ledgerBalanceMicros = image.ledgerBalanceMicros();
    organization.entriesMicros = image.ledgerBalanceMicros();
    organization.warnBelowMicros = image.warnBelowMicros();
    organization.exhausted = image.exhausted();
    organization.lifecycle = image.lifecycle();
    organization.creditsFollowPurchase = image.creditsFollowPurchase();
    return organization;
  }

  /** The present state; later changes do not affect it. */
  OrganizationImage image() {
    return new OrganizationImage(profile, List.copyOf(licences.values()), credits.image(), credits.balanceMicros(),
        ledgerBalanceMicros, warnBelowMicros, exhausted, recharging.image(), lifecycle, creditsFollowPurchase);
  }

  /** Profile and credits as values. */
  OrganizationView view() {
    return new OrganizationView(profile, balanceMicros(), ledgerBalanceMicros, activeLegsMicros(), activeLegCount(),
        burnMicrosPerMinute(), credits.lots().stream().map(CreditLot::view).toList(), recharging.settings(),
        recharging.pending(), lifecycle);
  }

  /** Profile and state as values. */
  OrganizationSummary summary() {
    CreditStanding standing = standing();
    boolean spent = lifecycle.active() && profile.creditsSetUp() && balanceMicros() <= 0;
    return new OrganizationSummary(profile, lifecycle,
        spent ? CreditEvent.EXHAUSTED : standing == null ? null : standing.event());
  }

  String id() {
    return profile.organizationId();
  }

  Profile profile() {
    return profile;
  }

  void profile(Profile changed) {
    profile = changed;
    armWarnings();
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  void lifecycle(Lifecycle changed) {
    lifecycle = changed;
  }

  /** The first purchase sets Communications Credits up, unless they are turned on or off before it. */
  void creditsFollowPurchase(boolean follow) {
    creditsFollowPurchase = follow;
  }

  /** Licences of organizers with ids after {@code organizerId}, in order. */
  Collection<Licence> licencesAfter(String organizerId) {
    return Collections.unmodifiableCollection(licences.tailMap(organizerId, false).values());
  }

  void assign(Licence licence) {
    licences.put(licence.organizerId(), licence);
  }

  void removeLicence(String organizerId) {
    licences.remove(organizerId);
  }

  /** The organizer's licence, or null. */
  @Nullable
  Licence licence(String organizerId) {
    Licence own = licences.get(organizerId);
    return own == null && profile.allOrganizersLicensed() ? Licence.FOR_ALL : own;
  }

  RechargeState recharging() {
    return recharging;
  }

  /** Credit not yet spent; below zero when usage was reported late. */
  long balanceMicros() {
    return credits.balanceMicros();
  }

  /** Sum of the ledger's entries. */
  long ledgerBalanceMicros() {
    return ledgerBalanceMicros;
  }

  /** What active legs have been charged so far. */
  long activeLegsMicros() {
    return legs.chargedMicros();
  }

  int activeLegCount() {
    return legs.count();
  }

  /** Active legs that can still cost something. */
  int chargeableLegCount() {
    return legs.chargeableCount();
  }

  /** What the active legs cost a minute. */
  long burnMicrosPerMinute() {
    return legs.burnMicrosPerMinute();
  }

  /** Whether the balance pays for this; nothing is paid for even when there is debt. */
  boolean covers(long micros) {
    return micros == 0 || credits.balanceMicros() >= micros;
  }

  /** Whether credit of this much can be added. */
  boolean canHold(long micros) {
    return balanceMicros() <= Math.subtractExact(rules.level().credit().maxBalanceMicros(), micros);
  }

  /** Whether usage of up to this much can be debited in addition to the most that the active legs can cost. */
  boolean canOwe(long micros) {
    long debtMicros = Math.max(0, -balanceMicros());
    return micros == 0
        || micros <= Math.subtractExact(rules.level().credit().maxBalanceMicros() - debtMicros, legs.mostMicros());
  }

  /** An active leg, new or restored. */
  void start(Leg leg) {
    legs.add(leg);
  }

  /** The bridge is asked to hang up a leg, which is charged no further minutes. */
  void hangUp(Leg leg, DenialReason reason) {
    legs.remove(leg);
    leg.hangUp(reason);
    legs.add(leg);
  }

  /** Debits a minute of an active leg. */
  void charge(long micros) {
    credits.debit(micros);
    legs.charge(micros);
    checkBalances();
  }

  /** A leg is about to be closed; {@link #settle} follows. */
  void end(Leg leg) {
    legs.remove(leg);
  }

  /** Settles a leg that has ended: {@code chargedMicros} so far, {@code finalMicros} in all. Returns its overdraft. */
  long settle(long chargedMicros, long finalMicros, long nowMicros) {
    return book(chargedMicros, finalMicros, nowMicros);
  }

  /** Debits a call that was never active. Returns the overdraft it caused. */
  long book(long finalMicros, long nowMicros) {
    return book(0, finalMicros, nowMicros);
  }

  private long book(long chargedMicros, long finalMicros, long nowMicros) {
    long debtBefore = Math.max(0, -credits.balanceMicros());
    long adjustmentMicros = Math.subtractExact(finalMicros, chargedMicros);
    if (adjustmentMicros > 0) {
      credits.debit(adjustmentMicros);
    } else if (adjustmentMicros < 0) {
      credits.refund(-adjustmentMicros, nowMicros);
      armWarnings();
    }
    ledgerBalanceMicros = Math.subtractExact(ledgerBalanceMicros, finalMicros);
    checkBalances();
    return Math.max(0, Math.max(0, -credits.balanceMicros()) - debtBefore);
  }

  /**
   * Replaces the charge of a call that is in the ledger. A decrease is given back as credit with the lifetime of a lot
   * of {@code lotMicros}; an increase is debited, below zero if necessary.
   */
  void correct(long oldMicros, long newMicros, long lotMicros) {
    long amountMicros = Math.subtractExact(oldMicros, newMicros);
    if (amountMicros < 0) {
      credits.debit(-amountMicros);
    } else {
      credits.refundAsLot(amountMicros, lotMicros);
      exhausted = false;
      armWarnings();
    }
    ledgerBalanceMicros = Math.addExact(ledgerBalanceMicros, amountMicros);
    checkBalances();
  }

  /** Adds a lot. */
  void add(long micros, long nowMicros) {
    credits.add(micros, nowMicros);
    ledgerBalanceMicros = Math.addExact(ledgerBalanceMicros, micros);
    checkBalances();
    exhausted = false;
    armWarnings();
  }

  /** Credit was bought. */
  void bought() {
    if (creditsFollowPurchase) {
      creditsFollowPurchase = false;
      profile = profile.withCreditsSetUp();
    }
  }

  /** Takes credit away; the balance must cover it. */
  void reduce(long micros) {
    credits.debit(micros);
    ledgerBalanceMicros = Math.subtractExact(ledgerBalanceMicros, micros);
    checkBalances();
  }

  /** Takes all credit away, as the organization is closed; its balance is low on purpose. */
  void settleClosed(long micros) {
    reduce(micros);
    armWarnings();
  }

  long nextExpiryMicros() {
    return credits.nextExpiryMicros();
  }

  /** Forfeits the lot that expires next and returns its remainder. */
  long expireNextLot() {
    long forfeitedMicros = credits.expireNext();
    ledgerBalanceMicros = Math.subtractExact(ledgerBalanceMicros, forfeitedMicros);
    checkBalances();
    return forfeitedMicros;
  }

  /** A ledger entry of this amount is made; its balance is {@link #ledgerBalanceMicros}. */
  void entered(long amountMicros) {
    entriesMicros = Math.addExact(entriesMicros, amountMicros);
    Check.equal("the ledger's balance is the sum of its entries", id(), ledgerBalanceMicros, entriesMicros);
  }

  /** Checks what holds after every change, without a walk through lots and legs. */
  private void checkBalances() {
    long balanceMicros = credits.balanceMicros();
    Check.equal("the balance is the ledger's less what active legs were charged", id(), balanceMicros,
        Math.subtractExact(ledgerBalanceMicros, legs.chargedMicros()));
    Check.equal("the lots have what is not spent", id(), Math.max(0, balanceMicros), credits.unspentMicros());
  }

  /** Begins an audit of the state: all active legs follow in {@link #count}, then {@link #audit}. */
  void beginAudit() {
    counted.clear();
  }

  /** Counts an active leg. */
  void count(Leg leg) {
    counted.add(leg);
  }

  /** Checks all that must hold. */
  void audit() {
    checkBalances();
    entered(0);
    legs.check(counted, id());
    credits.check(id());
  }

  /** Whether the balance fell below a threshold since the last call; each crossing is reported once. */
  boolean crossedLowBalance() {
    if (balanceMicros() >= warnBelowMicros) {
      return false;
    }
    armWarnings();
    return true;
  }

  /** Whether this is the first minute that could not be paid since credit was last added. */
  boolean becameExhausted() {
    boolean first = !exhausted;
    exhausted = true;
    return first;
  }

  /** The warning that holds now, or null. */
  @Nullable
  CreditStanding standing() {
    if (!lifecycle.active()) {
      return null;
    }
    if (exhausted) {
      return standing(CreditEvent.EXHAUSTED);
    }
    boolean low = profile.lowBalanceThresholdsMicros().stream().anyMatch(threshold -> balanceMicros() < threshold);
    return low ? standing(CreditEvent.LOW_BALANCE) : null;
  }

  private CreditStanding standing(CreditEvent event) {
    return new CreditStanding(id(), profile.currency(), balanceMicros(), event);
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
