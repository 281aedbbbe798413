package dev.tollbridge.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.EngineClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the messages of a stream show of the bridge's clock. */
class BridgeClockTest {
  private static final long NONE = BridgeClock.NO_TIME;
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private Instant now = Instant.ofEpochSecond(1_800_000_000);
  private final ServerMetrics metrics = new ServerMetrics(new SimpleMeterRegistry());
  private final BridgeClock clock = clock(1);

  private BridgeClock clock(int timeScale) {
    return new BridgeClock(new EngineClock(() -> now, this::nanos, micros(0), timeScale), metrics, "bridge");
  }

  private long nanos() {
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  private long micros(long offMicros) {
    return nanos() / 1_000 + offMicros;
  }

  /** A message that names the bridge's time. */
  private boolean names(long offMicros) {
    return clock.heard(micros(offMicros), NONE);
  }

  private boolean reports(long offMicros) {
    return clock.heard(NONE, micros(offMicros));
  }

  private void pass(long seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }

  @Test
  void aClockThatIsRightOrAheadIsNotFollowed() {
    assertThat(names(0)).isFalse();
    pass(5);
    assertThat(names(-2 * SECOND)).isFalse();
    pass(5);
    assertThat(names(HOUR)).isFalse();
    assertThat(clock.behindMicros()).isZero();
  }

  @Test
  void anEventFarInTheFutureSaysNothingOfTheClock() {
    assertThat(names(-HOUR)).isTrue();
    pass(5);
    assertThat(clock.heard(micros(-HOUR), micros(2 * HOUR))).isFalse();
    assertThat(reports(Long.MAX_VALUE / 2 - micros(0))).isFalse();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
  }

  @Test
  void aSlowClockIsFollowedFromItsFirstMessage() {
    assertThat(names(-HOUR)).isTrue();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
    pass(5);
    assertThat(names(-HOUR)).isFalse();
    assertThat(clock.isWrong()).isTrue();
  }

  @Test
  void aMessageThatTakesLongIsNoSlowClock() {
    names(0);
    pass(10);
    assertThat(names(-8 * SECOND)).isFalse();
    pass(10);
    assertThat(names(0)).isFalse();
  }

  @Test
  void messagesThatAllTakeLongAreTakenForASlowClockAndLaterNoLonger() {
    names(-8 * SECOND);
    assertThat(clock.behindMicros()).isEqualTo(8 * SECOND);
    pass(10);
    assertThat(names(-7 * SECOND)).as("charged late by a second, which is little").isFalse();
    pass(10);
    assertThat(names(-SECOND)).isTrue();
    assertThat(clock.behindMicros()).isZero();
  }

  @Test
  void aClockThatIsSetBackIsFollowedImmediately() {
    names(0);
    pass(10);
    assertThat(names(-HOUR)).isTrue();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
  }

  @Test
  void aClockThatGoesSlowIsFollowedWithinAMinute() {
    names(0);
    pass(5);
    assertThat(names(-3 * SECOND)).isFalse();
    for (int i = 0; i < 60; i++) {
      pass(1);
      names(-3 * SECOND);
    }
    assertThat(clock.behindMicros()).isEqualTo(3 * SECOND);
  }

  @Test
  void anEventThatIsLaterThanTheNamedTimeShowsThatLegsFollowAnotherClock() {
    assertThat(clock.heard(micros(-HOUR), micros(0))).isFalse();
    assertThat(clock.isWrong()).isFalse();
  }

  @Test
  void anEventOfTheNearFutureDoesNotMakeANamedClockRight() {
    assertThat(clock.heard(micros(-HOUR), micros(3 * SECOND))).isTrue();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
  }

  @Test
  void aStreamThatShowsNoClockHasThatOfTheStreamBefore() {
    clock.continueFrom(HOUR);
    assertThat(clock.heard(NONE, NONE)).isFalse();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
    pass(10);
    assertThat(reports(-2 * HOUR)).isFalse();
    assertThat(reports(0)).isTrue();
    assertThat(clock.behindMicros()).isZero();
  }

  @Test
  void aBacklogThatCatchesUpIsNoSlowClock() {
    for (int i = 0; i < 120; i++) {
      pass(1);
      assertThat(reports(-HOUR + i * 10L * SECOND)).isFalse();
    }
    assertThat(clock.isWrong()).isFalse();
  }

  @Test
  void twoClocksInOneStreamAreFollowedEveryFewSecondsAtMost() {
    int followed = 0;
    for (int i = 0; i < 100; i++) {
      pass(1);
      followed += names(i % 2 == 0 ? 0 : -HOUR) ? 1 : 0;
    }
    assertThat(followed).isLessThanOrEqualTo(22);
  }

  @Test
  void oldEventsDoNotShowThatAClockIsSlow() {
    assertThat(reports(-HOUR)).isFalse();
    pass(40);
    assertThat(reports(-HOUR)).isFalse();
    assertThat(clock.isWrong()).isFalse();
  }

  @Test
  void aBridgeAllOfWhoseEventsAreOldForAWhileHasAWrongClock() {
    for (int i = 0; i < 59; i++) {
      pass(1);
      assertThat(reports(-HOUR)).isFalse();
    }
    pass(1);
    assertThat(reports(-HOUR)).isTrue();
    assertThat(clock.isWrong()).isTrue();
    assertThat(clock.behindMicros()).isEqualTo(HOUR);
    pass(10);
    assertThat(reports(0)).isTrue();
    assertThat(clock.isWrong()).isFalse();
    assertThat(clock.behindMicros()).isZero();
  }

  @Test
  void eventsOfTheFutureShowAFastClock() {
    reports(61 * SECOND);
    assertThat(clock.isWrong()).isTrue();
    clock.close();
    assertThat(clock.isWrong()).isFalse();
    reports(62 * SECOND);
    assertThat(clock.isWrong()).isFalse();
  }

  @Test
  void whatABridgeNamesCountsOnlyAtTheSpeedOfTheWallClock() {
    BridgeClock fast = clock(60);
    assertThat(fast.heard(micros(-HOUR), NONE)).isFalse();
  }
}
