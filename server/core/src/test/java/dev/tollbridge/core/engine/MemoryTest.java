package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.money.Money;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine remembers, and for how long. */
final class MemoryTest {
  private static final long START = TimeUnit.DAYS.toMicros(20_000);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
  private static final long UNIT = Money.MICROS_PER_UNIT;
  private static final Call CALL = new Call("acme", "ann", Direction.DIAL_OUT, "", "+331", "331", "FR", false);
  private static final Outcome USED = new Outcome.Refused(Refusal.RATE_DECK_USED);

  private final RatingEngine engine = new RatingEngine(0, new DeckPool(), new EffectRecorder());

  @BeforeEach
  void setUp() {
    engine.advance(START);
    engine.apply(new Command.CreateOrganization(new Request("create", 1),
        new Profile("acme", "Acme", "FR", "EUR", true, List.of(), true, 0)));
    add("first", 0);
    engine.apply(new Command.OpenSession("bridge", 1));
  }

  private Outcome add(String deckId, long effectiveMicros) {
    var rate = new Rate("33", "France", 20_000, 0, Increments.EVERY_MINUTE, "", "", false, 0, 0, null);
    engine.apply(new Command.StageRates(deckId, 0, List.of(rate)));
    return engine.apply(new Command.AddDeck(deckId, deckId, CallType.DIAL_OUT, "EUR", effectiveMicros, "", 1));
  }

  private Outcome delete(String deckId) {
    return engine.apply(new Command.DeleteDeck(deckId));
  }

  private List<String> decks() {
    return engine.decks().stream().map(DeckVersion::deckId).toList();
  }

  private Outcome buy(long fingerprint) {
    return engine.apply(new Command.PurchaseCredits(new Request("buy", fingerprint), "acme", 100 * UNIT));
  }

  private long balanceMicros() {
    return Objects.requireNonNull(engine.organization("acme")).balanceMicros();
  }

  /** As a server does, whether it has anything to do or not. */
  private void pass(long micros) {
    long endMicros = engine.nowMicros() + micros;
    while (engine.nowMicros() < endMicros) {
      engine.advance(Math.min(endMicros, engine.nowMicros() + DAY));
    }
  }

  @Test
  void aRequestIsKnownForSixtyTwoDays() {
    Outcome first = buy(1);
    pass(62 * DAY);
    assertThat(buy(1)).isEqualTo(first);
    assertThat(buy(2)).isEqualTo(new Outcome.Refused(Refusal.REQUEST_ID_REUSED));
    assertThat(balanceMicros()).isEqualTo(100 * UNIT);
    pass(DAY);
    assertThat(buy(2)).isInstanceOf(Outcome.EntryMade.class);
    assertThat(balanceMicros()).isEqualTo(200 * UNIT);
  }

  @Test
  void aDeckIsForgottenSixtyTwoDaysAfterAnotherReplacedIt() {
    add("second", START + DAY);
    pass(62 * DAY);
    add("third", START + 90 * DAY);
    assertThat(decks()).containsExactlyInAnyOrder("first", "second", "third");
    pass(DAY);
    add("fourth", START + 91 * DAY);
    assertThat(decks()).containsExactlyInAnyOrder("second", "third", "fourth");
    assertThat(engine.deck("first")).isNull();
  }

  /** Its id can be that of another deck then, which no call has been rated with. */
  @Test
  void aForgottenDeckIsNotUsedAnyMore() {
    book();
    assertThat(engine.deckUsed("first")).isTrue();
    add("second", START + DAY);
    pass(64 * DAY);
    add("third", START + 90 * DAY);
    assertThat(engine.deckUsed("first")).isFalse();
  }

  @Test
  void aDeckThatRatedNothingCanBeDeleted() {
    assertThat(delete("first")).isEqualTo(Outcome.DONE);
    assertThat(delete("first")).isEqualTo(new Outcome.Refused(Refusal.NO_SUCH_RATE_DECK));
  }

  @Test
  void aDeckThatRatedALegStays() {
    buy(1);
    engine.apply(new Command.LegEvents("bridge", 1, 1, 1,
        List.of(new LegEvent.Answered(1, 1, "leg", "conference", CALL, START))));
    assertThat(delete("first")).isEqualTo(USED);
  }

  private void book() {
    assertThat(engine.apply(new Command.BookCall("call", 1, "leg", "conference", CALL, START - MINUTE, START)))
        .isInstanceOf(Outcome.CallBooked.class);
  }

  @Test
  void aDeckThatRatedACompletedCallStays() {
    book();
    assertThat(delete("first")).isEqualTo(USED);
  }
}
