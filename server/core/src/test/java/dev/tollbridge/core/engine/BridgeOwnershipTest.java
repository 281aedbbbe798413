package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.tariff.DeckPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a bridge id is, which session numbers it may use, and how long it is known. */
final class BridgeOwnershipTest {
  private static final long START = TimeUnit.DAYS.toMicros(20_000);
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  private RatingEngine engine = new RatingEngine(0, new DeckPool(), new EffectRecorder());

  BridgeOwnershipTest() {
    engine.advance(START);
  }

  /** Time passes without a break in which the server could not be reached. */
  private void passUntil(long micros) {
    while (engine.nowMicros() < micros) {
      engine.advance(Math.min(micros, engine.nowMicros() + TimeUnit.MINUTES.toMicros(1)));
    }
  }

  private String open(String bridgeId, long session, String owner, boolean bound) {
    Outcome outcome = engine.apply(new Command.OpenSession(bridgeId, session, owner, bound));
    return outcome instanceof Outcome.Refused(Refusal refusal) ? refusal.name() : "opened";
  }

  @ParameterizedTest
  @CsvSource({
    // first owner, next identity, whether that is bound to the id, result
    "one, one, false, opened",
    "one, other, false, BRIDGE_OWNED",
    "one, other, true, opened",
    "one, '', false, opened",
    "'', other, false, opened"})
  void belongsToWhoOpenedIt(String first, String next, boolean bound, String result) {
    open("edge", 5, first, false);
    assertThat(open("edge", 5, next, bound)).isEqualTo(result);
    assertThat(open("edge", 6, next, bound)).isEqualTo(result);
  }

  @Test
  void doesNotShowStrangersTheNumberOfItsSession() {
    open("edge", 5, "one", false);
    assertThat(open("edge", 4, "other", false)).isEqualTo("BRIDGE_OWNED");
  }

  @Test
  void staysItsOwnersThroughNewSessionsAndRestarts() {
    open("edge", 1, "one", false);
    open("edge", 2, "", false);
    open("edge", 3, "", false);
    EngineImage image = engine.image();
    engine = new RatingEngine(0, new DeckPool(), new EffectRecorder());
    engine.restore(image);
    assertThat(open("edge", 4, "other", false)).isEqualTo("BRIDGE_OWNED");
    assertThat(open("edge", 4, "other", true)).isEqualTo("opened");
    assertThat(open("edge", 4, "one", false)).isEqualTo("BRIDGE_OWNED");
  }

  @ParameterizedTest
  @CsvSource({
    // the bridge's session before, or 0; session; result. The time is 1,728,000,000 s since 1970
    "0, 1, opened",
    "0, 1000000000, opened",
    "0, 1728000000, opened",
    "0, 1728000000000, opened",
    "0, 1728000000000000, opened",
    "0, 1728000000000000000, opened",
    "7, 1728000000000000000, opened",
    "0, 1759622400000000999, opened",
    "0, 1759622400000001000, SESSION_JUMP",
    "0, 9223372036854775807, SESSION_JUMP",
    "1728000000000000000, 9223372036854775807, SESSION_JUMP",
    // however far it got, a bridge can count on
    "1759622400000000000, 1759622401000000000, opened",
    "1759622400000000000, 1759622401000000001, SESSION_JUMP"})
  void refusesSessionNumbersThatWouldLeaveNoneForLater(long before, long session, String result) {
    if (before > 0) {
      assertThat(open("edge", before, "", false)).isEqualTo("opened");
    }
    assertThat(open("edge", session, "", false)).isEqualTo(result);
  }

  @Test
  void makesRoomForAnotherWhenItWasNeverUsed() {
    int most = Level.of(Level.HIGHEST).sessions().maxBridges();
    long leaseMicros = Level.of(Level.HIGHEST).defaults().leaseMicros();
    open("used", 1, "one", false);
    engine.apply(new Command.LegEvents("used", 1, 1, 1, List.of()));
    for (int i = 1; i < most; i++) {
      open("flood-" + i, 1, "other-" + i % 5, false);
    }
    assertThat(open("late", 1, "one", false)).isEqualTo("TOO_MANY_BRIDGES");
    passUntil(START + leaseMicros + 1);
    engine.apply(new Command.Contact("flood-1", 1));
    for (int i = 0; i < 3; i++) {
      assertThat(open("late-" + i, 1, "one", false)).isEqualTo("opened");
    }
    assertThat(engine.bridgeCount()).isEqualTo(most);
    assertThat(open("used", 1, "stranger", false)).isEqualTo("BRIDGE_OWNED");
    assertThat(open("flood-1", 1, "stranger", false)).isEqualTo("BRIDGE_OWNED");
    assertThat(open("flood-10", 1, "stranger", false)).isEqualTo("opened");
  }

  @Test
  void nobodyUsesUpTheIdsOfOthers() {
    int most = Level.of(Level.HIGHEST).sessions().maxOwnedBridges();
    for (int i = 0; i < most; i++) {
      assertThat(open("flood-" + i, 1, "tenant", false)).isEqualTo("opened");
    }
    assertThat(open("late", 1, "tenant", false)).isEqualTo("TOO_MANY_OWN_BRIDGES");
    assertThat(open("flood-7", 2, "tenant", false)).isEqualTo("opened");
    assertThat(open("late", 1, "other", false)).isEqualTo("opened");
    assertThat(open("bound", 1, "tenant", true)).isEqualTo("opened");
    for (int i = 0; i <= most; i++) {
      assertThat(open("nobody-" + i, 1, "", false)).isEqualTo("opened");
    }
  }

  @Test
  void isKeptForAsLongAsItCouldReportEvents() {
    open("edge", 5, "one", false);
    engine.apply(new Command.LegEvents("edge", 5, 1, 1, List.of()));
    passUntil(START + 45 * DAY);
    assertThat(engine.bridgeCount()).isEqualTo(1);
    passUntil(START + 47 * DAY);
    assertThat(engine.bridgeCount()).isZero();
  }

  @Test
  void isKeptWhileItIsInContact() {
    open("edge", 5, "one", false);
    for (int day = 1; day < 5; day++) {
      passUntil(START + day * DAY - 1);
      engine.apply(new Command.Contact("edge", 5));
    }
    assertThat(engine.bridgeCount()).isEqualTo(1);
  }
}
