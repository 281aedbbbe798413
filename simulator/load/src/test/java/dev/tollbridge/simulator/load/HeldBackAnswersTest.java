package dev.tollbridge.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.report.Latency;
import dev.tollbridge.simulator.report.Observed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that does not respond for five seconds, on a clock that only the test moves. */
class HeldBackAnswersTest {
  private static final long GAP_MILLIS = 20;
  private static final long ANSWER_MILLIS = 2;
  private static final long STALL_FROM_MILLIS = 20_000;
  private static final long STALL_TO_MILLIS = 25_000;
  private static final long RUN_MILLIS = 60_000;

  private final Latency latency = new Latency();
  private final Acknowledgements acknowledgements = new Acknowledgements(latency, 0);

  @Test
  void theStallShowsInFull() {
    long sequence = 0;
    for (long millis = 0; millis < RUN_MILLIS; millis += GAP_MILLIS) {
      acknowledgements.await(++sequence, nanos(millis), true);
      if (millis < STALL_FROM_MILLIS || millis >= STALL_TO_MILLIS) {
        acknowledgements.acknowledged(sequence, nanos(millis + ANSWER_MILLIS));
      }
    }
    assertThat(Observed.micros(latency, 50)).isBetween(2_000L, 2_001L);
    // One event in twelve fell into the stall; the slowest hundredth waited for more than 4.4 of its 5 seconds.
    assertThat(Observed.micros(latency, 99)).isBetween(4_380_000L, 4_440_000L);
    assertThat(Observed.micros(latency, 100)).isBetween(5_000_000L, 5_006_000L);
  }

  @Test
  void anEventThatIsSentLateCountsFromItsIntendedInstant() {
    acknowledgements.await(1, nanos(0), true);
    acknowledgements.acknowledged(1, nanos(5_001));
    assertThat(Observed.micros(latency, 100)).isBetween(5_001_000L, 5_007_000L);
  }

  @Test
  void whatIsNeverAcknowledgedCountsWithTheTimeItWasWaitedFor() {
    acknowledgements.await(1, nanos(0), true);
    acknowledgements.await(2, nanos(10), true);
    acknowledgements.acknowledged(1, nanos(1));
    acknowledgements.givenUp(nanos(30_010));
    assertThat(Observed.count(latency)).isEqualTo(2);
    assertThat(Observed.micros(latency, 100)).isBetween(30_000_000L, 30_040_000L);
  }

  @Test
  void whatIsNotMeasuredIsWaitedForAndNotCounted() {
    acknowledgements.await(1, nanos(0), true);
    acknowledgements.await(2, nanos(10), false);
    acknowledgements.acknowledged(2, nanos(500));
    assertThat(Observed.count(latency)).isEqualTo(1);
    assertThat(acknowledgements.heardNanos()).isEqualTo(nanos(10));
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
