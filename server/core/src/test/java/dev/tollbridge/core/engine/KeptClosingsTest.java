package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EffectRecorder.Effect.ClosingsDropped;
import dev.tollbridge.core.tariff.DeckPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Closings that bridges never acknowledge take so much memory, and no more. */
final class KeptClosingsTest {
  private static final long START = TimeUnit.DAYS.toMicros(20_000);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  /** Of the texts that a closing has besides its ids: about. */
  private static final int CLOSING_BYTES = 650;

  private final EffectRecorder effects = new EffectRecorder();
  private RatingEngine engine = engine(10, 1 << 20, 1 << 20);
  private long sequence;

  private RatingEngine engine(int maxClosings, long maxBytes, long maxShardBytes) {
    Level first = Level.of(1);
    Level.SessionRules rules = first.sessions();
    var limited = new Level.SessionRules(rules.maxBridges(), rules.maxOwnedBridges(), rules.maxLegs(), maxClosings,
        maxBytes, maxShardBytes,
        rules.closingMicros(), rules.orphanCheckMicros(), rules.maxStep(), rules.maxTimeAheadMicros(),
        rules.idleMicros());
    var level = new Level(1, first.legs(), limited, first.credit(), first.memory(), first.decks(), first.access(),
        first.zoneA(), first.defaults());
    var made = new RatingEngine(0, new DeckPool(), effects, _ -> level);
    made.advance(START);
    made.apply(new Command.CreateOrganization(new Request("create", 1),
        new Profile("acme", "Acme", "US", "USD", true, List.of(), true, 0)));
    return made;
  }

  private void open(String bridgeId, long session) {
    engine.apply(new Command.OpenSession(bridgeId, session, "", false));
    sequence = 0;
  }

  /** Legs that were answered and have ended. */
  private void close(String bridgeId, long session, int legs, String legId) {
    List<LegEvent> events = new ArrayList<>();
    for (int i = 0; i < legs; i++) {
      long number = sequence / 2 + 1;
      var call = new Call("acme", "ann", Direction.DIAL_IN, "+442071234567", "", "US", "", false);
      events.add(new LegEvent.Answered(++sequence, number, legId + number, "conference", call, engine.nowMicros()));
      events.add(new LegEvent.Ended(++sequence, number, "acme", engine.nowMicros(), ""));
    }
    Outcome outcome = engine
        .apply(new Command.LegEvents(bridgeId, session, sequence - 2L * legs + 1, sequence, events));
    assertThat(outcome).isEqualTo(new Outcome.EventsApplied(List.of(), ((Outcome.EventsApplied) outcome).notices()));
  }

  /** Leg numbers of the closings that are sent to a bridge that returns. */
  private List<Long> kept(String bridgeId, long session) {
    var opened = (Outcome.SessionOpened) engine.apply(new Command.OpenSession(bridgeId, session, "", false));
    return opened.closings().stream().map(closing -> closing.origin().legNumber()).toList();
  }

  private List<ClosingsDropped> dropped() {
    return effects.drain().stream().filter(ClosingsDropped.class::isInstance).map(ClosingsDropped.class::cast).toList();
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void theNewestOfASessionStay() {
    open("edge", 1);
    close("edge", 1, 12, "leg-");
    assertThat(kept("edge", 1)).isEqualTo(numbers(3, 12));
    assertThat(engine.unacknowledgedClosings()).isEqualTo(10);
    assertThat(dropped()).hasSize(2).containsOnly(new ClosingsDropped("edge", 1));
    engine.apply(new Command.AcknowledgeClosings("edge", 1, numbers(3, 5)));
    assertThat(engine.unacknowledgedClosings()).isEqualTo(7);
  }

  @Test
  void longTextsCountMore() {
    engine = engine(1_000, 10 * CLOSING_BYTES, 1 << 20);
    open("edge", 1);
    close("edge", 1, 50, "leg-");
    int ofShortIds = engine.unacknowledgedClosings();
    assertThat(ofShortIds).isBetween(5, 10);
    close("edge", 1, 50, "\ud83d\ude00".repeat(60));
    assertThat(engine.unacknowledgedClosings()).isBetween(2, ofShortIds - 1);
  }

  @Test
  void theSessionThatHasMostMakesRoomForOthers() {
    engine = engine(1_000, 1 << 20, 100 * CLOSING_BYTES);
    open("careful", 1);
    close("careful", 1, 5, "leg-");
    open("careless", 1);
    close("careless", 1, 500, "leg-");
    assertThat(kept("careful", 1)).isEqualTo(numbers(1, 5));
    assertThat(engine.unacknowledgedClosings()).isBetween(50, 100);
    assertThat(dropped()).isNotEmpty().extracting(ClosingsDropped::bridgeId).containsOnly("careless");
    engine.image();
  }

  @Test
  void thoseOfReplacedSessionsAreNotKept() {
    open("edge", 1);
    close("edge", 1, 5, "leg-");
    open("edge", 2);
    assertThat(engine.unacknowledgedClosings()).isZero();
  }

  @Test
  void theyAreDroppedOnceTheirCallsAreTooOldToBeReported() {
    open("edge", 1);
    close("edge", 1, 5, "leg-");
    passUntil(START + 46 * DAY);
    assertThat(engine.unacknowledgedClosings()).isEqualTo(5);
    passUntil(START + 47 * DAY);
    assertThat(engine.unacknowledgedClosings()).isZero();
    assertThat(dropped()).containsExactly(new ClosingsDropped("edge", 5));
    assertThat(engine.bridgeCount()).isZero();
  }

  private void passUntil(long micros) {
    while (engine.nowMicros() < micros) {
      engine.advance(Math.min(micros, engine.nowMicros() + TimeUnit.MINUTES.toMicros(1)));
    }
  }

  @Test
  void areCountedAfterARestart() {
    open("edge", 1);
    close("edge", 1, 12, "leg-");
    open("other", 1);
    close("other", 1, 3, "leg-");
    EngineImage image = engine.image();
    engine = engine(10, 1 << 20, 1 << 20);
    var restored = new RatingEngine(0, new DeckPool(), effects);
    restored.restore(image);
    assertThat(restored.unacknowledgedClosings()).isEqualTo(13);
    assertThat(restored.image().sessions()).isEqualTo(image.sessions());
  }
}
