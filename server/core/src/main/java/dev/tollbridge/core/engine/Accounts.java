package dev.tollbridge.core.engine;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shard's organizations and what operators do to them and their credits. */
final class Accounts {
  private final TreeMap<String, Organization> organizations = new TreeMap<>();
  private final TreeSet<Expiry> expiries = new TreeSet<>();
  private final RequestLog requests = new RequestLog();
  private final Ledger ledger;
  private final Recharger recharger;
  private final Closings closings;
  private final Rules rules;

  /** The organization's next lot expires. */
  private record Expiry(long micros, Organization organization) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int byTime = Long.compare(micros, other.micros);
      return byTime != 0 ? byTime : organization.id().compareTo(other.organization.id());
    }
  }

  Accounts(Ledger ledger, Recharger recharger, Closings closings, Rules rules) {
    this.ledger = ledger;
    this.recharger = recharger;
    this.closings = closings;
    this.rules = rules;
  }

  Collection<Organization> all() {
    return organizations.values();
  }

  /** Organizations with ids after {@code id}, in order. */
  Collection<Organization> after(String id) {
    return organizations.tailMap(id, false).values();
  }

  @Nullable
  Organization find(String id) {
    return organizations.get(id);
  }

  /** Begins an audit of the state; the legs are counted between this and {@link #audit}. */
  void beginAudit() {
    organizations.values().forEach(Organization::beginAudit);
  }

  /** Checks every organization, and returns how many active legs they have. */
  int audit() {
    int legCount = 0;
    for (Organization organization : organizations.values()) {
      organization.audit();
      legCount += organization.activeLegCount();
    }
    return legCount;
  }

  Outcome create(Command.CreateOrganization command, long nowMicros) {
    Profile profile = command.profile().withCreateMicros(nowMicros);
    return requests.once(profile.organizationId(), command.request(), nowMicros, () -> {
      if (organizations.containsKey(profile.organizationId())) {
        return new Outcome.Refused(Refusal.ORGANIZATION_EXISTS);
      }
      var organization = new Organization(profile, rules);
      organization.creditsFollowPurchase(command.creditsFollowPurchase());
      organizations.put(profile.organizationId(), organization);
      return new Outcome.Stored(profile);
    });
  }

  Outcome update(Command.UpdateOrganization command) {
    return with(command.organizationId(), organization -> {
      organization.profile(changed(organization.profile(), command));
      if (command.creditsSetUp() != null) {
        organization.creditsFollowPurchase(false);
      }
      return new Outcome.Stored(organization.profile());
    });
  }

  private static Profile changed(Profile profile, Command.UpdateOrganization change) {
    return new Profile(profile.organizationId(), or(change.displayName(), profile.displayName()), profile.country(),
        profile.currency(), or(change.creditsSetUp(), profile.creditsSetUp()),
        or(change.lowBalanceThresholdsMicros(), profile.lowBalanceThresholdsMicros()),
        or(change.allOrganizersLicensed(), profile.allOrganizersLicensed()), profile.createMicros());
  }

  private static <T> T or(@Nullable T changed, T present) {
    return changed == null ? present : changed;
  }

  Outcome close(Command.CloseOrganization command, long nowMicros) {
    return once(command.organizationId(), command.request(), nowMicros,
        organization -> closings.close(organization, command, nowMicros));
  }

  Outcome reopen(Command.ReopenOrganization command, long nowMicros) {
    return once(command.organizationId(), command.request(), nowMicros,
        organization -> closings.reopen(organization, nowMicros));
  }

  Outcome assign(Command.AssignLicence command) {
    return with(command.organizationId(), organization -> {
      organization.assign(command.licence());
      return Outcome.DONE;
    });
  }

  Outcome remove(Command.RemoveLicence command) {
    return with(command.organizationId(), organization -> {
      organization.removeLicence(command.organizerId());
      return Outcome.DONE;
    });
  }

  Outcome purchase(Command.PurchaseCredits command, long nowMicros) {
    return once(command.organizationId(), command.request(), nowMicros, organization -> {
      if (!organization.lifecycle().active()) {
        return new Outcome.Refused(Refusal.ORGANIZATION_CLOSED);
      }
      if (command.amountMicros() < rules.minimumPurchaseMicros()) {
        return new Outcome.Refused(Refusal.BELOW_MINIMUM_PURCHASE);
      }
      return add(organization, LedgerEntry.Kind.PURCHASE, command.amountMicros(), nowMicros,
          command.request().requestId(), "");
    });
  }

  Outcome adjust(Command.AdjustCredits command, long nowMicros) {
    return once(command.organizationId(), command.request(), nowMicros, organization -> {
      String requestId = command.request().requestId();
      if (command.amountMicros() > 0) {
        return add(organization, LedgerEntry.Kind.ADJUSTMENT, command.amountMicros(), nowMicros, requestId,
            command.reason());
      }
      if (!organization.covers(-command.amountMicros())) {
        return new Outcome.Refused(Refusal.INSUFFICIENT_CREDIT);
      }
      organization.reduce(-command.amountMicros());
      var entry = ledger.book(organization, LedgerEntry.Kind.ADJUSTMENT, command.amountMicros(), nowMicros, requestId,
          command.reason());
      recharger.checkBalance(organization, nowMicros);
      return new Outcome.EntryMade(entry);
    });
  }

  private Outcome add(Organization organization, LedgerEntry.Kind kind, long amountMicros, long nowMicros,
      String reference, String description) {
    if (!organization.canHold(amountMicros)) {
      return new Outcome.Refused(Refusal.BALANCE_LIMIT);
    }
    organization.add(amountMicros, nowMicros);
    if (kind != LedgerEntry.Kind.ADJUSTMENT) {
      organization.bought();
    }
    scheduleExpiry(organization);
    var entry = ledger.book(organization, kind, amountMicros, nowMicros, reference, description);
    closings.settle(organization, nowMicros);
    return new Outcome.EntryMade(entry);
  }

  Outcome updateAutoRecharge(Command.UpdateAutoRecharge command, long nowMicros) {
    return with(command.organizationId(), organization -> {
      var wanted = command.autoRecharge();
      if (wanted != null && !organization.lifecycle().active()) {
        return new Outcome.Refused(Refusal.ORGANIZATION_CLOSED);
      }
      if (wanted != null && wanted.amountMicros() < rules.minimumPurchaseMicros()) {
        return new Outcome.Refused(Refusal.BELOW_MINIMUM_PURCHASE);
      }
      organization.recharging().settings(wanted);
      recharger.checkBalance(organization, nowMicros);
      return Outcome.DONE;
    });
  }

  Outcome reportRecharge(Command.ReportRecharge command, long nowMicros) {
    return once(command.organizationId(), command.request(), nowMicros, organization -> {
      var pending = organization.recharging().pending();
      if (pending == null || !pending.rechargeId().equals(command.rechargeId())) {
        return new Outcome.Refused(Refusal.NO_SUCH_RECHARGE);
      }
      boolean paid = command.failure().isEmpty();
      Outcome outcome = paid
          ? add(organization, LedgerEntry.Kind.RECHARGE, pending.amountMicros(), nowMicros, pending.rechargeId(), "")
          : new Outcome.EntryMade(null);
      if (!(outcome instanceof Outcome.Refused)) {
        recharger.settled(organization, paid, nowMicros);
      }
      return outcome;
    });
  }

  /** Must be called whenever an organization might have a new lot. */
  void scheduleExpiry(Organization organization) {
    if (organization.nextExpiryMicros() != Long.MAX_VALUE) {
      expiries.add(new Expiry(organization.nextExpiryMicros(), organization));
    }
  }

  /** When the next lot expires; {@link Long#MAX_VALUE} when there is none. */
  long nextExpiryMicros() {
    return expiries.isEmpty() ? Long.MAX_VALUE : expiries.first().micros();
  }

  /** Forfeits the lots that expire up to {@code micros}. */
  void expire(long micros) {
    while (nextExpiryMicros() <= micros) {
      Organization organization = expiries.removeFirst().organization();
      while (organization.nextExpiryMicros() <= micros) {
        expireNextLot(organization, micros);
      }
      scheduleExpiry(organization);
    }
  }

  private void expireNextLot(Organization organization, long nowMicros) {
    long forfeitedMicros = organization.expireNextLot();
    if (forfeitedMicros > 0) {
      ledger.book(organization, LedgerEntry.Kind.EXPIRY, -forfeitedMicros, nowMicros, "", "");
      recharger.checkBalance(organization, nowMicros);
    }
  }

  List<OrganizationImage> image() {
    return organizations.values().stream().map(Organization::image).toList();
  }

  List<EngineImage.AnsweredRequest> requestImage() {
    return requests.image();
  }

  void restore(EngineImage image) {
    for (OrganizationImage kept : image.organizations()) {
      Organization organization = Organization.restore(kept, rules);
      organizations.put(organization.id(), organization);
      scheduleExpiry(organization);
    }
    requests.restore(image.requests());
    image.retrying().forEach(id -> recharger.restore(require(id)));
  }

  /** The organization that an image or a record names; it must exist. */
  Organization require(String id) {
    Organization organization = organizations.get(id);
    if (organization == null) {
      throw new IllegalArgumentException("there is no organization " + id + ", though an image or a record names it");
    }
    return organization;
  }

  void forgetOldRequests(long nowMicros) {
    requests.forgetOld(nowMicros, rules.level().memory().requestMicros());
  }

  private Outcome with(String organizationId, Function<Organization, Outcome> work) {
    Organization organization = organizations.get(organizationId);
    return organization == null ? new Outcome.Refused(Refusal.NO_SUCH_ORGANIZATION) : work.apply(organization);
  }

  /** The first outcome of a request that moves an organization's money, or that of {@code work} for a new one. */
  Outcome once(String organizationId, Request request, long nowMicros,
      Function<Organization, Outcome> work) {
    return with(organizationId, organization -> requests.once(organizationId, request, nowMicros,
        () -> work.apply(organization)));
  }
}
