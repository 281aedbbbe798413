package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A leg is due every tenth of a second. */
class SchedulePaceTest {
  private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SchedulePace pace = new SchedulePace();

  @Test
  void aDriverInTimeKeepsTheSchedule() {
    starts(0, 100, 0);
    assertThat(pace.isKept()).isTrue();
    assertThat(pace.worstNanos()).isZero();
  }

  @Test
  void aShortStallIsForgiven() {
    starts(0, 10, 0);
    starts(10, 50, 3 * SECOND);
    starts(50, 100, 0);
    assertThat(pace.isKept()).isTrue();
    assertThat(pace.worstNanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void aDriverThatStaysBehindDoesNot() {
    starts(0, 51, 2 * SECOND);
    assertThat(pace.isKept()).isFalse();
    starts(51, 200, 0);
    assertThat(pace.isKept()).isFalse();
  }

  @Test
  void stallsAreNotAddedUp() {
    for (int round = 0; round < 5; round++) {
      starts(round * 40, round * 40 + 30, 2 * SECOND);
      starts(round * 40 + 30, round * 40 + 40, 0);
    }
    assertThat(pace.isKept()).isTrue();
  }

  @Test
  void waitingForTheServerIsNotItsOwnFault() {
    pace.excuse(20 * SECOND);
    starts(0, 100, 20 * SECOND);
    assertThat(pace.isKept()).isTrue();
    starts(100, 101, 0);
    starts(101, 201, 20 * SECOND);
    assertThat(pace.isKept()).isFalse();
  }

  private void starts(int from, int to, long lateNanos) {
    for (int leg = from; leg < to; leg++) {
      pace.started(leg * TENTH, leg * TENTH + lateNanos);
    }
  }
}
