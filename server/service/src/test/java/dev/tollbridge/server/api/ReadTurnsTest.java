package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long connections without a stream wait for their next turn. */
final class ReadTurnsTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReadTurns turns = new ReadTurns(2);

  @Test
  void aLittleIsFree() {
    var turn = turns.turn();
    assertThat(turn.took(0, MILLI / 2)).isZero();
    assertThat(turn.took(MILLI / 2, MILLI)).isZero();
    assertThat(turn.took(MILLI, MILLI + 1)).isPositive();
  }

  /** A fifth of the time, when nobody else wants to be read. */
  @Test
  void waitsFourTimesAsLongAsItTook() {
    var turn = turns.turn();
    long waits = turn.took(0, 5 * MILLI);
    assertThat(waits).isEqualTo(20 * MILLI);
    long next = 5 * MILLI + waits;
    assertThat(turn.took(next, next + MILLI)).isZero();
  }

  /** Those of one thread together get that fifth. */
  @Test
  void waitsForTheOthers() {
    for (int i = 0; i < 20; i++) {
      turns.turn().pause();
    }
    assertThat(turns.turn().took(0, 5 * MILLI)).isEqualTo(200 * MILLI);
  }

  @Test
  void whoIsReadAgainOrGoneIsNotWaitedFor() {
    var gone = turns.turn();
    for (int i = 0; i < 20; i++) {
      gone.pause();
    }
    for (int i = 0; i < 20; i++) {
      gone.end();
    }
    assertThat(turns.turn().took(0, 5 * MILLI)).isEqualTo(20 * MILLI);
  }

  /** What the first call of all takes is not held against it. */
  @Test
  void noTurnCostsMoreThanTenMilliseconds() {
    assertThat(turns.turn().took(0, 500 * MILLI)).isEqualTo(40 * MILLI);
  }
}
