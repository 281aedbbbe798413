package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.core.tariff.Zones;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rates the legs of one shard's organizations. Single-threaded: callers ensure that calls never overlap. */
public final class RatingEngine {
  /** No leg, and no completed call, is longer: 30 hours. */
  public static final long MAX_CALL_MICROS = newest().legs().maxMicros();
  /** A record may be needed this long after its call, which may be booked late and then repeated by its usage id. */
  public static final long RECORDS_NEEDED_MICROS = newest().legs().maxLateMicros()
      + newest().memory().requestMicros();

  private final Rules rules;
  private final Ledger ledger;
  private final RecordMaker records;
  private final TariffState tariffs;
  private final Accounts accounts;
  private final Recharger recharger;
  private final Admission admission;
  private final Charging charging;
  private final Sessions sessions;
  private final LegEventApplier events;
  private final Booking booking;
  private final ClosedCallPricer repricing;
  private final Rerater reratings;
  private final AccessTokens tokens;
  private final Refunds refunds;
  private final AuditTrail trail;
  private long nowMicros;

  /**
   * @param shard the shard's number; part of the usage ids that it makes
   * @param pool shares one deck among equal ones
   */
  public RatingEngine(int shard, DeckPool pool, Effects effects) {
    this(shard, pool, effects, Level::of);
  }

  /** @param levels the rules of a level by its number */
  RatingEngine(int shard, DeckPool pool, Effects effects, IntFunction<Level> levels) {
    rules = new Rules(levels);
    ledger = new Ledger(effects);
    records = new RecordMaker(shard, ledger);
    recharger = new Recharger(effects);
    var closings = new Closings(rules, ledger, recharger);
    accounts = new Accounts(ledger, recharger, closings, rules);
    tariffs = new TariffState(rules, pool);
    admission = new Admission(rules, tariffs);
    charging = new Charging(rules, accounts, recharger, closings, records, effects);
    sessions = new Sessions(charging, rules, effects);
    events = new LegEventApplier(rules, accounts, admission, charging, effects);
    booking = new Booking(rules, accounts, admission, recharger, records, effects);
    repricing = new ClosedCallPricer(admission);
    reratings = new Rerater(rules, accounts, repricing, recharger, closings, records, ledger);
    refunds = new Refunds(accounts, reratings, closings, ledger);
    trail = new AuditTrail(effects, accounts, ledger);
    tokens = new AccessTokens(rules);
  }

  /** The whole state at this moment, after an audit: broken state is never stored. */
  public EngineImage image() {
    accounts.beginAudit();
    List<LegImage> legs = charging.image();
    audit();
    return new EngineImage(rules.level().number(), nowMicros, rules.image(), ledger.lastSequence(),
        records.lastSequence(),
        events.lastOrdinal(), ledger.lastCorrection(), trail.lastSequence(), accounts.image(), recharger.image(),
        zones().tables(),
        List.copyOf(tariffs.tariff().versions()),
        tariffs.usedImage(), tariffs.stagedImage(), List.copyOf(tariffs.serviceNumbers().values()), sessions.image(),
        legs,
        accounts.requestImage(), booking.image(), reratings.image(), tokens.all());
  }

  private void audit() {
    String all = "all legs";
    Check.equal("the organizations' active legs are those of the minute wheel", all, accounts.audit(),
        charging.activeLegCount());
    Check.equal("the sessions' legs are those of the minute wheel", all, sessions.audit(records.lastSequence()),
        charging.activeLegCount());
    reratings.check();
    ledger.check();
  }

  /** Restores a state. Only on an engine that has not been used yet. */
  public void restore(EngineImage image) {
    nowMicros = image.nowMicros();
    rules.restore(image);
    ledger.restore(image.lastLedgerSequence(), image.lastCorrection());
    trail.restore(image.lastAuditSequence());
    records.restore(image.lastRecordSequence());
    events.restore(image.lastLegOrdinal());
    accounts.restore(image);
    tariffs.restore(image);
    sessions.restore(image.sessions());
    booking.restore(image.bookedCalls());
    reratings.restore(image.reratings());
    tokens.restore(image.accessTokens());
    for (LegImage leg : image.legs()) {
      charging.restore(Leg.restore(leg, rules.level(leg.level()), sessions.require(leg.bridgeId(), leg.session()),
          accounts.require(leg.start().parties().organizationId())));
    }
  }

  /** Moves time on to {@code micros}, never back: charges what falls due, expires lots, closes orphans. */
  public void advance(long micros) {
    // A step of the loop ends at the next expiry, or at micros if no lot expires before. A lot pays for minutes due
    // before its expiry only, so a step charges the minutes due up to the microsecond before its end, forfeits the lots
    // that expire at its end, and then charges the minutes due at that very instant. Charges and expiries thus keep the
    // order of their own instants, however late time moves on. Charging is still passed micros, not the step's end:
    // a minute that is over by micros has been used, and is charged whatever the balance is.
    //
    // nowMicros + 1 moves time on even if an expiry is not after nowMicros: a re-rating's lot counts its lifetime from
    // when the re-rating began, so a short-lived one could be made after its expiry. The next step then forfeits it.
    while (nowMicros < micros) {
      long untilMicros = Math.min(micros, Math.max(accounts.nextExpiryMicros(), nowMicros + 1));
      charging.chargeDue(nowMicros, untilMicros - 1, micros);
      accounts.expire(untilMicros);
      charging.chargeDue(untilMicros - 1, untilMicros, micros);
      nowMicros = untilMicros;
    }
    sessions.closeOrphans(nowMicros);
    recharger.retry(nowMicros);
    accounts.forgetOldRequests(nowMicros);
    booking.forgetOld(nowMicros);
    reratings.forgetOld(nowMicros);
  }

  /** Applies one command of the server's own at the present time. */
  public Outcome apply(Command command) {
    return apply(command, Author.NONE);
  }

  /** Applies one command at the present time. */
  public Outcome apply(Command command, Author author) {
    return author.equals(Author.NONE)
        ? applyNow(command)
        : trail.apply(command, author, nowMicros, () -> applyNow(command));
  }

  private Outcome applyNow(Command command) {
    return switch (command) {
      case Command.Configure configure -> configure(configure);
      case Command.RaiseLevel raise -> rules.raise(raise.level());
      case Command.PutZones put -> tariffs.put(put);
      case Command.Tick _ -> Outcome.DONE;
      case Command.CreateOrganization create -> accounts.create(create, nowMicros);
      case Command.UpdateOrganization update -> accounts.update(update);
      case Command.CloseOrganization close -> accounts.close(close, nowMicros);
      case Command.ReopenOrganization reopen -> accounts.reopen(reopen, nowMicros);
      case Command.AssignLicence assign -> accounts.assign(assign);
      case Command.RemoveLicence remove -> accounts.remove(remove);
      case Command.PurchaseCredits purchase -> accounts.purchase(purchase, nowMicros);
      case Command.AdjustCredits adjust -> accounts.adjust(adjust, nowMicros);
      case Command.RefundCall refund -> refunds.refund(refund, nowMicros);
      case Command.UpdateAutoRecharge update -> accounts.updateAutoRecharge(update, nowMicros);
      case Command.ReportRecharge report -> accounts.reportRecharge(report, nowMicros);
      case Command.StageRates stage -> tariffs.stage(stage);
      case Command.AddDeck add -> tariffs.add(add, nowMicros);
      case Command.DeleteDeck delete -> tariffs.delete(delete);
      case Command.PutServiceNumber put -> tariffs.put(put);
      case Command.DeleteServiceNumber delete -> tariffs.delete(delete);
      case Command.CreateToken create -> tokens.create(create, nowMicros);
      case Command.RevokeToken revoke -> tokens.revoke(revoke, nowMicros);
      case Command.OpenSession open -> sessions.open(open, nowMicros);
      case Command.Contact contact -> sessions.with(contact.bridgeId(), contact.session(), nowMicros,
          _ -> Outcome.DONE);
      case Command.BridgeClock clock -> sessions.follow(clock, nowMicros);
      case Command.AllClocksBehind all -> sessions.allBehind(all.behindMicros());
      case Command.LegEvents batch -> sessions.with(batch.bridgeId(), batch.session(), nowMicros,
          session -> events.apply(session, batch, nowMicros));
      case Command.EndLegs end -> sessions.with(end.bridgeId(), end.session(), nowMicros,
          session -> events.end(session, end, nowMicros));
      case Command.ListActiveLegs list -> sessions.with(list.bridgeId(), list.session(), nowMicros,
          session -> sessions.list(session, list, nowMicros));
      case Command.HangUpLeg hangUp -> accounts.once(hangUp.organizationId(), hangUp.request(), nowMicros,
          _ -> sessions.hangUp(hangUp));
      case Command.AcknowledgeClosings acknowledge -> sessions.with(acknowledge.bridgeId(), acknowledge.session(),
          nowMicros, session -> sessions.acknowledge(session, acknowledge.legNumbers()));
      case Command.BookCall book -> booking.book(book, nowMicros);
      case Command.OpenRerating open -> reratings.open(open, nowMicros);
      case Command.RerateCalls batch -> reratings.rerate(batch, nowMicros);
    };
  }

  private Outcome configure(Command.Configure changed) {
    rules.configure(changed);
    return Outcome.DONE;
  }

  private static Level newest() {
    return Level.of(Level.HIGHEST);
  }

  /** The time zones whose clocks the windows of rates follow now. */
  public Zones zones() {
    return tariffs.tariff().zones();
  }

  /** Number of the rules in force. */
  public int level() {
    return rules.level().number();
  }

  /** The least that one purchase can buy. */
  public long minimumPurchaseMicros() {
    return rules.minimumPurchaseMicros();
  }

  /** Engine time. */
  public long nowMicros() {
    return nowMicros;
  }

  /** Sequence of the last call record made. */
  public long lastRecordSequence() {
    return records.lastSequence();
  }

  /** Sequence of the last ledger entry made. */
  public long lastLedgerSequence() {
    return ledger.lastSequence();
  }

  /** Sequence of the last audit entry made. */
  public long lastAuditSequence() {
    return trail.lastSequence();
  }

  public int activeLegCount() {
    return charging.activeLegCount();
  }

  /** The tokens of the server's callers, in order of creation; the same list until one of them changes. */
  public List<AccessToken> accessTokens() {
    return tokens.all();
  }

  /** Why a bridge's session could not be opened now; null when it could. */
  public @Nullable Refusal refusal(Command.OpenSession open) {
    return sessions.refusal(open, nowMicros);
  }

  /** How many closings are kept until their bridges acknowledge them. */
  public int unacknowledgedClosings() {
    return sessions.unacknowledgedClosings();
  }

  /** The identity that a bridge id belongs to; empty when it is nobody's. */
  public String bridgeOwner(String bridgeId) {
    return sessions.owner(bridgeId);
  }

  /** Whether a bridge has active legs of an organization that is not one of some. */
  public boolean carriesOthers(String bridgeId, Predicate<String> organizations) {
    return sessions.carriesOthers(bridgeId, organizations);
  }

  /** How many bridge ids are known. */
  public int bridgeCount() {
    return sessions.bridgeCount();
  }

  /** Whether a bridge's session has an active leg with this number that was answered before this event. */
  public boolean hasLeg(String bridgeId, long session, long legNumber, long beforeSequence) {
    return sessions.hasLeg(bridgeId, session, legNumber, beforeSequence);
  }

  /** All organizations in order of id. */
  public List<OrganizationView> organizations() {
    return accounts.all().stream().map(Organization::view).toList();
  }

  /** Null when there is none with this id. */
  public @Nullable OrganizationView organization(String id) {
    Organization organization = accounts.find(id);
    return organization == null ? null : organization.view();
  }

  /** An organization's profile alone; null when there is none with this id. */
  public @Nullable Profile profile(String organizationId) {
    Organization organization = accounts.find(organizationId);
    return organization == null ? null : organization.profile();
  }

  /** The warning of an organization's credit that holds now; null when none does. */
  public @Nullable CreditStanding creditStanding(String organizationId) {
    Organization organization = accounts.find(organizationId);
    return organization == null ? null : organization.standing();
  }

  /** An organization as lists show it; null when there is none with this id. */
  public @Nullable OrganizationSummary summary(String organizationId) {
    Organization organization = accounts.find(organizationId);
    return organization == null ? null : organization.summary();
  }

  /** The next organizations after {@code id} in this state, null for any, in order of id. */
  public List<OrganizationSummary> summariesAfter(String id, Lifecycle.@Nullable State state, int limit) {
    return accounts.after(id).stream()
        .filter(organization -> state == null || organization.lifecycle().state() == state).limit(limit)
        .map(Organization::summary).toList();
  }

  /** Profiles of the next organizations after {@code id}, in order of id. */
  public List<Profile> profilesAfter(String id, int limit) {
    return accounts.after(id).stream().limit(limit).map(Organization::profile).toList();
  }

  /** An organization's next licences after an organizer, in order of organizer; empty for an unknown organization. */
  public List<Licence> licencesAfter(String organizationId, String organizerId, int limit) {
    Organization organization = accounts.find(organizationId);
    return organization == null
        ? List.of()
        : organization.licencesAfter(organizerId).stream().limit(limit).toList();
  }

  /** The recharges that wait for their payment, in order of organization. */
  public List<Recharge> pendingRecharges() {
    return accounts.all().stream().flatMap(organization -> Stream.ofNullable(organization.recharging().pending()))
        .toList();
  }

  /** The deck versions by call type, currency, effective time, then import. */
  public List<DeckVersion> decks() {
    return List.copyOf(tariffs.tariff().versions());
  }

  /** The deck version with this id, null if there is none. */
  public @Nullable DeckVersion deck(String deckId) {
    return tariffs.tariff().deck(deckId);
  }

  /** The deck version that prices calls answered at this instant, null if none does. */
  public @Nullable DeckVersion deckInForce(CallType callType, String currency, long atMicros) {
    return tariffs.tariff().inForce(callType, currency, atMicros);
  }

  /** Whether a call of this shard has been rated with the deck. */
  public boolean deckUsed(String deckId) {
    return tariffs.used(deckId);
  }

  /** Whether an organization has this currency. */
  public boolean hasCurrency(String currency) {
    return accounts.all().stream().anyMatch(organization -> organization.profile().currency().equals(currency));
  }

  /** The service numbers in order of digits. */
  public List<ServiceNumber> serviceNumbers() {
    return List.copyOf(tariffs.serviceNumbers().values());
  }

  /** The next service numbers after these digits, in order. */
  public List<ServiceNumber> serviceNumbersAfter(String digits, int limit) {
    return tariffs.serviceNumbers().tailMap(digits + "\0").values().stream().limit(limit).toList();
  }

  /** The service number with these digits, null if there is none. */
  public @Nullable ServiceNumber serviceNumber(String digits) {
    return tariffs.serviceNumbers().get(digits);
  }

  /** Rates a completed call and changes nothing; null when its organization is unknown. */
  public @Nullable RatedCall rate(Command.BookCall call) {
    Organization organization = accounts.find(call.call().organizationId());
    return organization == null ? null : booking.rate(organization, call);
  }

  /** What a closed call would cost by the current tariff; changes nothing. */
  public NewPrice reprice(ClosedCall call) {
    return repricing.price(accounts.require(call.organizationId()), call);
  }

  /** The re-rating that is not complete, or null. */
  public @Nullable ReratingProgress openRerating() {
    return reratings.open();
  }

  /** Active legs that a re-rating would cover once they are closed; those that were denied are never charged. */
  public int activeLegCount(ReratingScope scope) {
    return charging.count(leg -> leg.state() != LegState.DENIED
        && scope.covers(leg.organization().id(), leg.callType(), leg.answerMicros()));
  }

  /**
   * Active legs of a selection after a place.
   *
   * @param limit how many are found, at most
   * @param visits how many are looked at, at most: for so long the caller keeps everything else waiting
   */
  public LegsFound legsAfter(LegPlace place, LegSelection selection, int limit, int visits) {
    return charging.find(new LegSearch(selection, limit, visits, nowMicros), place);
  }

  /** An organization's active leg; null when the bridge has none with this id. */
  public @Nullable LegView leg(String organizationId, String bridgeId, String legId) {
    Leg leg = sessions.leg(organizationId, bridgeId, legId);
    return leg == null ? null : LegSearch.view(leg, nowMicros);
  }

  /** Returns whether a leg may start now; changes nothing. */
  public Authorization authorize(Call call) {
    if (call.emergency()) {
      return new Authorization(null, null, null);
    }
    Organization organization = accounts.find(call.organizationId());
    if (organization == null) {
      return new Authorization(DenialReason.UNKNOWN_ORGANIZATION, null, null);
    }
    Admission.Verdict verdict = admission.judge(organization, call, nowMicros);
    Rate rate = verdict.rate();
    if (verdict.denial() != null || rate == null || rate.free()) {
      return new Authorization(verdict.denial(), rate, null);
    }
    if (!organization.covers(rate.minuteMicros(0)) || !organization.canOwe(Leg.mostMicros(rate, rules.level()))) {
      return new Authorization(DenialReason.NO_CREDIT, rate, null);
    }
    return new Authorization(null, rate, creditLastsMinutes(organization, rate));
  }

  /** Whole minutes that the balance pays for: this leg's charges, and the price of each minute of all active ones. */
  private int creditLastsMinutes(Organization organization, Rate rate) {
    int paid = 0;
    int unpaid = rules.level().legs().maxMinutes() + 1;
    while (unpaid - paid > 1) {
      int minutes = (paid + unpaid) / 2;
      long othersMicros = Math.multiplyExact(organization.burnMicrosPerMinute(), minutes);
      if (organization.covers(Math.addExact(rate.totalMicros(minutes), othersMicros))) {
        paid = minutes;
      } else {
        unpaid = minutes;
      }
    }
    return paid;
  }
}
