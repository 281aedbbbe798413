package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.core.tariff.Rate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every check fails once its rule is broken, and names the subject and the figures. */
final class CheckTest {
  private static final long NOW = TimeUnit.DAYS.toMicros(20_000);
  private static final Rate RATE = new Rate("33", "France", 20_000, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0,
      null);

  private final EffectRecorder effects = new EffectRecorder();
  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);
  private final Organization acme = new Organization(
      new Profile("acme", "Acme", "FR", "EUR", true, List.of(), true, 0), Legs.RULES);
  private final BridgeSession session = new BridgeSession("bridge", 1, null, new KeptClosings(), NOW, 0);
  private final Leg leg = new Leg(Legs.RULES.level(), 1, session, 1, 1, acme, start(), RATE, null);

  private static LegStart start() {
    return new LegStart("leg-1", "leg-1",
        new CallRecord.Parties("conference", "acme", "ann", CallType.DIAL_OUT, "", "+331", "FR"), NOW, null);
  }

  /** An engine with an active leg that was charged a minute, one that is closed, and a re-rating. */
  @BeforeEach
  void setUp() {
    engine.advance(NOW);
    engine.apply(new Command.CreateOrganization(new Request("create", 1), acme.profile()));
    engine.apply(new Command.PurchaseCredits(new Request("buy", 1), "acme", 1_000_000_000));
    engine.apply(new Command.StageRates("deck", 0, List.of(RATE)));
    engine.apply(new Command.AddDeck("deck", "Deck", CallType.DIAL_OUT, "EUR", 0, "", 1));
    engine.apply(new Command.OpenSession("bridge", 1));
    engine.apply(new Command.LegEvents("bridge", 1, 1, 3, List.of(answered(1), answered(2),
        new LegEvent.Ended(3, 2, "acme", NOW, ""))));
    engine.apply(new Command.OpenRerating(new Request("fix", 1), new ReratingScope("acme", null, NOW, NOW + 1)));
  }

  private static LegEvent answered(long number) {
    var call = new Call("acme", "ann", Direction.DIAL_OUT, "", "+331", "331", "FR", false);
    return new LegEvent.Answered(number, number, "leg-" + number, "conference", call, NOW);
  }

  private static void assertFails(ThrowingCallable work, String message) {
    assertThatExceptionOfType(CheckFailedException.class).isThrownBy(work).withMessageContaining(message);
  }

  /** An engine restored from a broken image detects it when it makes its own image. */
  private void assertAuditFails(UnaryOperator<EngineImage> broken, String message) {
    var next = new RatingEngine(0, new DeckPool(), effects);
    next.restore(broken.apply(engine.image()));
    assertFails(next::image, message);
  }

  private static EngineImage withOrganization(EngineImage image, long balanceMicros, long ledgerMicros,
      long lotMicros) {
    OrganizationImage organization = image.organizations().getFirst();
    OrganizationImage.Lot lot = organization.lots().getFirst();
    var broken = new OrganizationImage(organization.profile(), organization.licences(),
        List.of(new OrganizationImage.Lot(lot.purchaseMicros(), lot.expireMicros(), lot.amountMicros(), lotMicros)),
        balanceMicros,
        ledgerMicros, organization.warnBelowMicros(), organization.exhausted(), organization.recharging(),
        organization.lifecycle(), organization.creditsFollowPurchase());
    return with(image, image.lastLedgerSequence(), image.lastRecordSequence(), List.of(broken), image.legs());
  }

  private static EngineImage with(EngineImage image, long ledger, long record,
      List<OrganizationImage> organizations, List<LegImage> legs) {
    return new EngineImage(image.level(), image.nowMicros(), image.rules(), ledger, record, image.lastLegOrdinal(),
        image.lastCorrection(), image.lastAuditSequence(), organizations,
        image.retrying(), image.zones(), image.decks(), image.usedDecks(), image.stagedDecks(), image.serviceNumbers(),
        image.sessions(),
        legs,
        image.requests(), image.bookedCalls(), image.reratings(), image.accessTokens());
  }

  private static EngineImage withLegTotal(EngineImage image, long totalMicros) {
    LegImage each = image.legs().getFirst();
    var broken = new LegImage(each.level(), each.ordinal(), each.bridgeId(), each.session(), each.number(),
        each.answeredSequence(), each.start(), each.rate(), each.state(), each.denial(), each.minutesCharged(),
        totalMicros, each.listedIn(), each.unconfirmedSinceMicros(), each.aheadMicros());
    return with(image, image.lastLedgerSequence(), image.lastRecordSequence(), image.organizations(), List.of(broken));
  }

  @Test
  void aSoundStatePassesTheAudit() {
    assertThatCode(engine::image).doesNotThrowAnyException();
    assertThat(engine.image().legs()).hasSize(1);
  }

  @Test
  void theAuditFindsABalanceThatTheLedgerDoesNotExplain() {
    assertAuditFails(image -> withOrganization(image, 999_980_001, 1_000_000_000, 999_980_001),
        "less what active legs were charged, but not for acme: 999980001 and 999980000");
    assertAuditFails(image -> withOrganization(image, 999_980_000, 999_999_999, 999_980_000),
        "less what active legs were charged, but not for acme: 999980000 and 999979999");
    assertAuditFails(image -> withLegTotal(image, 20_001),
        "less what active legs were charged, but not for acme: 999980000 and 999979999");
  }

  @Test
  void theAuditFindsLotsThatDoNotAddUp() {
    assertAuditFails(image -> withOrganization(image, 999_980_000, 1_000_000_000, 999_979_999),
        "the lots have what is not spent, but not for acme: 999980000 and 999979999");
  }

  @Test
  void theAuditFindsRowsThatWereNeverMade() {
    assertAuditFails(image -> with(image, image.lastLedgerSequence(), 0, image.organizations(), image.legs()),
        "the record of a closing has been made, but not for bridge: 1");
    assertAuditFails(image -> with(image, 0, image.lastRecordSequence(), image.organizations(), image.legs()),
        "a re-rating's entries have been made, but not for fix: 1");
  }

  @Test
  void theAuditFindsLegsThatTheSumsDoNotHave() {
    acme.start(leg);
    acme.beginAudit();
    assertFails(acme::audit, "the count of active legs is that of all its legs, but not for acme: 1 and 0");
    acme.count(leg);
    assertThatCode(acme::audit).doesNotThrowAnyException();
  }

  @Test
  void theAuditFindsASumThatMissedAChangeOfALeg() {
    acme.start(leg);
    leg.hangUp(DenialReason.NO_CREDIT);
    acme.beginAudit();
    acme.count(leg);
    assertFails(acme::audit, "the burn is the sum of the legs' prices, but not for acme: 20000 and 0");
  }

  @Test
  void theAuditFindsAChargeThatNoLegHas() {
    acme.start(leg);
    acme.charge(7);
    acme.beginAudit();
    acme.count(leg);
    assertFails(acme::audit, "the charge of active legs is the sum of their totals, but not for acme: 7 and 0");
  }

  @Test
  void sumsOverLegsNeverFallBelowZero() {
    assertFails(() -> acme.end(leg), "count of active legs is below zero for acme: -1");
    acme.start(new Leg(Legs.RULES.level(), 2, session, 2, 2, acme, start(), null, null));
    assertFails(() -> acme.end(leg), "burn is below zero for acme: -20000");
  }

  @Test
  void minutesOnlyGrow() {
    leg.charged(2, 40_000);
    assertFails(() -> leg.charged(2, 0), "a leg's minutes only grow, up to the longest leg, but not for leg-1: 2");
    assertFails(() -> leg.charged(Level.of(Level.HIGHEST).legs().maxMinutes() + 1, 0), "but not for leg-1: 1801");
    assertFails(() -> leg.charged(3, -1), "charge is below zero for leg-1: -1");
  }

  @Test
  void anEndWithinTheChargedMinutesCostsNoMore() {
    leg.charged(2, 39_999);
    assertFails(() -> leg.close(NOW + TimeUnit.SECONDS.toMicros(61)),
        "a leg that ends within its charged minutes costs at most what they did, but not for leg-1: 40000");
  }

  @Test
  void anEntryIsWhatTheBalanceChangedBy() {
    var ledger = new Ledger(effects);
    acme.add(100, NOW);
    assertFails(() -> ledger.book(acme, LedgerEntry.Kind.PURCHASE, 99, NOW, "request", ""),
        "the ledger's balance is the sum of its entries, but not for acme: 100 and 99");
  }

  @Test
  void recordsAreNumberedWithoutHoles() {
    engine.apply(new Command.LegEvents("bridge", 1, 4, 4, List.of(new LegEvent.Ended(4, 1, "acme", NOW, ""))));
    CallRecord record = effects.drain().stream().filter(EffectRecorder.Effect.Closed.class::isInstance)
        .map(effect -> ((EffectRecorder.Effect.Closed) effect).record()).toList().getLast();
    var records = new RecordMaker(0, new Ledger(effects));
    assertFails(() -> records.book(acme, NOW, _ -> record), "records are numbered without gaps, but not for tb-0-2");
  }

  @Test
  void aChargedCallIsNotFree() {
    CallRecord closing = engine.image().sessions().current().getFirst().closings().getFirst();
    var cost = new CallRecord.Cost(new Price(60, 0, 20_000), "France", "EUR", 0, 0, "MCOMEETACPEA",
        FreeReason.ZERO_RATE);
    var broken = new CallRecord(1, "usage", "leg", closing.parties(), closing.span(), cost, closing.ending(),
        closing.origin());
    var records = new RecordMaker(0, new Ledger(effects));
    assertFails(() -> records.book(acme, NOW, _ -> broken),
        "a call that was charged is not free, but not for usage: 20000");
  }

  @Test
  void aLotHoldsAtMostWhatWasBought() {
    var credits = new Credits(Legs.RULES);
    credits.restore(List.of(new OrganizationImage.Lot(NOW, NOW + 1, 5, 6)), 6);
    assertFails(() -> credits.check("acme"), "a lot has at most what was bought, but not for acme: 6");
    var spent = new Credits(Legs.RULES);
    spent.restore(List.of(new OrganizationImage.Lot(NOW, NOW + 1, 5, 5)), -1);
    assertFails(() -> spent.check("acme"), "the balance is what the lots have left, less debt, but not for acme");
  }
}
