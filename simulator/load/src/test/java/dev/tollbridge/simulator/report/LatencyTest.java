package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private final Latency latency = new Latency();

  @Test
  void anIntervalHasWhatWasRecordedSinceThePreviousOne() {
    latency.record(millis(1));
    assertThat(latency.nextInterval().getTotalCount()).isEqualTo(1);
    latency.record(millis(2));
    latency.record(millis(3));
    assertThat(latency.nextInterval().getTotalCount()).isEqualTo(2);
    assertThat(latency.nextInterval().getTotalCount()).isZero();
    assertThat(latency.figures().count()).isEqualTo(3);
  }

  @Test
  void percentilesAreThoseOfEverythingRecorded() {
    IntStream.rangeClosed(1, 10_000).forEach(i -> latency.record(millis(i)));
    latency.nextInterval();
    LatencyFigures figures = latency.figures();
    assertThat(figures.micros(50)).isCloseTo(5_000_000, within(5_000L));
    assertThat(figures.micros(99.99)).isCloseTo(9_999_000, within(10_000L));
    assertThat(figures.maxMicros()).isCloseTo(10_000_000, within(10_000L));
    assertThat(figures.meanMicros()).isCloseTo(5_000_500, within(5_000.0));
  }

  @Test
  void whatIsOutOfRangeCountsAtItsEdge() {
    latency.record(-5);
    latency.record(TimeUnit.DAYS.toNanos(9));
    latency.nextInterval();
    assertThat(latency.figures().micros(50)).isZero();
    assertThat(latency.figures().maxMicros()).isCloseTo(TimeUnit.HOURS.toMicros(30), within(200_000_000L));
  }

  @Test
  void withoutMeasurementsEveryFigureIsZero() {
    assertThat(latency.figures().count()).isZero();
    assertThat(latency.figures().maxMicros()).isZero();
    assertThat(latency.figures().meanMicros()).isZero();
  }

  @Test
  void takingIntervalsLosesNothingThatThreadsRecordMeanwhile() throws InterruptedException {
    AtomicInteger running = new AtomicInteger(4);
    for (int i = 0; i < 4; i++) {
      Thread.ofPlatform().start(() -> {
        IntStream.range(0, 100_000).forEach(latency::record);
        running.decrementAndGet();
      });
    }
    while (running.get() > 0) {
      latency.nextInterval();
    }
    latency.nextInterval();
    assertThat(latency.figures().count()).isEqualTo(400_000);
  }

  @Test
  void percentilesHaveTheirUsualNames() {
    assertThat(LatencyFigures.SHOWN).extracting(LatencyFigures::name)
        .containsExactly("p50", "p90", "p99", "p99.9", "p99.99");
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
