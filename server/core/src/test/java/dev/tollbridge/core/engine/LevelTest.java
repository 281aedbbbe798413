package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An engine with a second level, defined here: what was logged before it is raised keeps the rules of the first. */
final class LevelTest {
  private static final long MINUTE_MICROS = 60_000_000;
  private static final long START_MICROS = 1_795_392_000_000_000L;
  private static final Level FIRST = Level.of(1);
  /** Legs last 3 minutes at most, credit a month, and there is no zone A. */
  private static final Level SECOND = new Level(2,
      new Level.LegRules(FIRST.legs().maxAheadMicros(), FIRST.legs().maxEndAheadMicros(), FIRST.legs().maxLateMicros(),
          3, FIRST.legs().maxIdLength(), FIRST.legs().sameAnswerMicros()),
      FIRST.sessions(),
      new Level.CreditRules(FIRST.credit().maxBalanceMicros(), 1, FIRST.credit().rechargeRetryMicros()), FIRST.memory(),
      FIRST.decks(), FIRST.access(), Set.of(), FIRST.defaults());

  private final EffectRecorder effects = new EffectRecorder();
  private RatingEngine engine = engine();
  private long events;

  private RatingEngine engine() {
    return new RatingEngine(0, new DeckPool(), effects, number -> number == 2 ? SECOND : Level.of(number));
  }

  @Test
  void everyLevelThatThisVersionKnowsHasItsNumber() {
    assertThat(IntStream.rangeClosed(Level.LOWEST, Level.HIGHEST).map(number -> Level.of(number).number()))
        .containsExactly(IntStream.rangeClosed(Level.LOWEST, Level.HIGHEST).boxed().toArray(Integer[]::new));
    assertThatThrownBy(() -> Level.of(Level.HIGHEST + 1)).isInstanceOf(UnknownLevelException.class)
        .hasMessageContaining("level 2").hasMessageContaining("1 to 1").hasMessageContaining("or a newer one");
    assertThatThrownBy(() -> Level.of(Level.LOWEST - 1)).isInstanceOf(UnknownLevelException.class)
        .hasMessageContaining("an older version");
  }

  @Test
  void aLevelIsRaisedAndNeverLowered() {
    assertThat(engine.level()).isEqualTo(1);
    assertThat(engine.apply(new Command.RaiseLevel(1))).isEqualTo(Outcome.DONE);
    assertThat(engine.apply(new Command.RaiseLevel(2))).isEqualTo(Outcome.DONE);
    assertThat(engine.apply(new Command.RaiseLevel(2))).isEqualTo(Outcome.DONE);
    assertThat(engine.apply(new Command.RaiseLevel(1))).isEqualTo(new Outcome.Refused(Refusal.LEVEL_LOWERED));
    assertThat(engine.level()).isEqualTo(2);
  }

  /** A refusal would leave the rules unchanged, and what follows in the log would result in other money. */
  @Test
  void anUnknownLevelStopsTheEngine() {
    assertThatThrownBy(() -> engine.apply(new Command.RaiseLevel(3))).isInstanceOf(UnknownLevelException.class);
    EngineImage image = engine.image();
    var old = new RatingEngine(0, new DeckPool(), effects);
    old.restore(image);
    engine.apply(new Command.RaiseLevel(2));
    EngineImage raised = engine.image();
    assertThatThrownBy(() -> new RatingEngine(0, new DeckPool(), effects).restore(raised))
        .isInstanceOf(UnknownLevelException.class);
  }

  @Test
  void aLegKeepsTheRulesOfItsLevelAcrossARestart() {
    open();
    answer(1);
    engine.apply(new Command.RaiseLevel(2));
    restart();
    answer(2);
    restart();
    effects.drain();
    engine.advance(START_MICROS + 10 * MINUTE_MICROS);
    assertThat(effects.drain()).filteredOn(EffectRecorder.Effect.Closed.class::isInstance).singleElement()
        .satisfies(closed -> {
          CallRecord record = ((EffectRecorder.Effect.Closed) closed).record();
          assertThat(record.origin().legNumber()).isEqualTo(2);
          assertThat(record.ending().reason()).isEqualTo(CloseReason.TOO_LONG);
          assertThat(record.span().durationSeconds()).isEqualTo(180);
        });
    assertThat(engine.activeLegCount()).isEqualTo(1);
  }

  @Test
  void creditKeepsTheLifetimeThatItWasBoughtWith() {
    open();
    engine.apply(new Command.RaiseLevel(2));
    restart();
    engine.apply(new Command.PurchaseCredits(new Request("second", 2), "acme", 7_000_000));
    restart();
    engine.advance(START_MICROS + TimeUnit.DAYS.toMicros(32));
    assertThat(engine.organizations()).singleElement()
        .satisfies(acme -> assertThat(acme.balanceMicros()).isEqualTo(100_000_000));
    engine.advance(START_MICROS + TimeUnit.DAYS.toMicros(366));
    assertThat(engine.organizations()).singleElement()
        .satisfies(acme -> assertThat(acme.balanceMicros()).isZero());
  }

  @Test
  void aPolicyFollowsTheZoneAOfTheLevelInForce() {
    open();
    engine.apply(new Command.UpdateOrganization("acme", null, null, null, false));
    engine.apply(new Command.AssignLicence("acme", new Licence("anna", DialOutPolicy.ZONE_A)));
    assertThat(engine.authorize(call()).denial()).isNull();
    engine.apply(new Command.RaiseLevel(2));
    assertThat(engine.authorize(call()).denial()).isEqualTo(DenialReason.DIAL_OUT_POLICY);
  }

  private void open() {
    engine.advance(START_MICROS);
    var profile = new Profile("acme", "", "US", "USD", true, List.of(), true, 0);
    engine.apply(new Command.Configure(TimeUnit.DAYS.toMicros(1_000), TimeUnit.DAYS.toMicros(1_000), 1));
    engine.apply(new Command.CreateOrganization(new Request("create", 1), profile));
    engine.apply(new Command.PurchaseCredits(new Request("first", 1), "acme", 100_000_000));
    engine.apply(new Command.StageRates("deck", 0,
        List.of(new Rate("", "anywhere", 10_000, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, null))));
    engine.apply(new Command.AddDeck("deck", "", CallType.DIAL_OUT, "USD", 0, "", 1));
    engine.apply(new Command.OpenSession("bridge", 1));
  }

  private static Call call() {
    return new Call("acme", "anna", Direction.DIAL_OUT, "", "+33140000000", "33140000000", "FR", false);
  }

  private void answer(long leg) {
    events++;
    engine.apply(new Command.LegEvents("bridge", 1, events, events,
        List.of(new LegEvent.Answered(events, leg, "leg" + leg, "", call(), START_MICROS))));
  }

  private void restart() {
    EngineImage image = engine.image();
    engine = engine();
    engine.restore(image);
  }
}
