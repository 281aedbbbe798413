package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No request, however absurd its amounts, makes a balance overflow: that would stop the shard at every start. */
final class BalanceLimitTest {
  private static final long NOW = TimeUnit.DAYS.toMicros(20_000);
  private static final long HOURS_30 = TimeUnit.HOURS.toMicros(30);
  private static final Call CALL = new Call("acme", "ann", Direction.DIAL_OUT, "", "+331", "331", "FR", false);

  private final EffectRecorder effects = new EffectRecorder();
  private static final long MAX_BALANCE_MICROS = Level.of(Level.HIGHEST).credit().maxBalanceMicros();
  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), effects);

  @BeforeEach
  void setUp() {
    engine.advance(NOW);
    engine.apply(new Command.CreateOrganization(new Request("create", 1),
        new Profile("acme", "Acme", "FR", "EUR", true, List.of(), true, 0)));
    add("deck", 0, Rate.MAX_PRICE_MICROS);
    engine.apply(new Command.OpenSession("bridge", 1));
  }

  private void add(String deckId, long effectiveMicros, long priceMicros) {
    var rate = new Rate("33", "France", priceMicros, priceMicros, Increments.EVERY_MINUTE, "", "", false, 0, 0, null);
    engine.apply(new Command.StageRates(deckId, 0, List.of(rate)));
    engine.apply(new Command.AddDeck(deckId, deckId, CallType.DIAL_OUT, "EUR", effectiveMicros, "", 1));
  }

  @Test
  void refusesCreditPastTheLimit() {
    long amount = 10_000_000_000_000_000L;
    for (int i = 0; i < 400; i++) {
      assertThat(purchase(i, amount)).isInstanceOf(Outcome.EntryMade.class);
    }
    assertThat(purchase(400, amount)).isEqualTo(new Outcome.Refused(Refusal.BALANCE_LIMIT));
    assertThat(acme().balanceMicros()).isEqualTo(MAX_BALANCE_MICROS);
  }

  private Outcome purchase(int number, long amountMicros) {
    return engine.apply(new Command.PurchaseCredits(new Request("buy-" + number, 1), "acme", amountMicros));
  }

  @Test
  void booksNoCallsPastTheLimit() {
    int booked = 0;
    Outcome outcome;
    do {
      outcome = engine
          .apply(new Command.BookCall("call-" + booked++, 1, "leg", "conference", CALL, NOW - HOURS_30, NOW));
    } while (outcome instanceof Outcome.CallBooked && booked < 10_000);
    assertThat(outcome).isEqualTo(new Outcome.Refused(Refusal.BALANCE_LIMIT));
    assertThat(acme().balanceMicros()).isBetween(-MAX_BALANCE_MICROS,
        -MAX_BALANCE_MICROS / 2);
  }

  @Test
  void ratesNoCallAgainPastTheLimit() {
    add("half", 1, Rate.MAX_PRICE_MICROS / 2);
    int booked = 0;
    while (acme().balanceMicros() > -MAX_BALANCE_MICROS / 3 * 2) {
      engine.apply(new Command.BookCall("call-" + booked++, 1, "leg", "conference", CALL, NOW - HOURS_30, NOW));
    }
    var shelf = new RecordShelf();
    effects.drain().forEach(shelf::take);
    add("full", 2, Rate.MAX_PRICE_MICROS);
    Outcome opened = engine.apply(
        new Command.OpenRerating(new Request("again", 1), new ReratingScope("acme", null, NOW - HOURS_30, NOW)));
    ReratingProgress begun = ((Outcome.ReratingReached) opened).rerating();
    Outcome done = engine.apply(shelf.next(begun, booked));
    ReratingProgress ended = ((Outcome.ReratingReached) done).rerating();
    long skipped = ended.counts().skipped().getOrDefault(ReratingSkip.BALANCE_LIMIT, 0L);
    assertThat(skipped).isBetween(booked / 3L, booked - 1L);
    assertThat(acme().balanceMicros()).isBetween(-MAX_BALANCE_MICROS, -MAX_BALANCE_MICROS / 10 * 9);
  }

  @Test
  void deniesLegsThatCouldOweMoreThanTheLimit() {
    int legs = 10_000;
    for (int leg = 1; leg <= legs; leg++) {
      engine.apply(new Command.LegEvents("bridge", 1, leg, leg, List.of(
          new LegEvent.Answered(leg, leg, "leg-" + leg, "conference", CALL, NOW - HOURS_30))));
    }
    engine.apply(new Command.ListActiveLegs("bridge", 1, legs, LongStream.rangeClosed(1, legs).boxed().toList(), true,
        true));
    assertThat(acme().balanceMicros()).isBetween(-MAX_BALANCE_MICROS,
        -MAX_BALANCE_MICROS / 3);
    for (int leg = 1; leg <= legs; leg++) {
      engine.apply(new Command.LegEvents("bridge", 1, legs + leg, legs + leg,
          List.of(new LegEvent.Ended(legs + leg, leg, CALL.organizationId(), NOW, ""))));
    }
    assertThat(acme().activeLegCount()).isZero();
    assertThat(acme().balanceMicros()).isEqualTo(acme().ledgerBalanceMicros());
    // making the image audits: the most that the legs could cost is zero again
    assertThat(engine.image().legs()).isEmpty();
  }

  @Test
  void authorizesNoLegThatCouldOweMoreThanTheLimit() {
    for (int i = 0; i < 4_000; i++) {
      engine.apply(new Command.BookCall("call-" + i, 1, "leg", "conference", CALL, NOW - HOURS_30, NOW));
    }
    assertThat(engine.authorize(CALL).denial()).isEqualTo(DenialReason.NO_CREDIT);
  }

  private OrganizationView acme() {
    return Objects.requireNonNull(engine.organization("acme"));
  }
}
