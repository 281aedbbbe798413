package dev.tollbridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private final Series series = new Series();

  @Test
  void thinningKeepsTheWorstAndTheLastCounts() {
    for (int second = 1; second <= 10; second++) {
      series.accept(sample(second, second == 5 ? 5_000 : second));
    }
    List<Point> thinned = series.thinned(3);
    assertThat(thinned).extracting(point -> TimeUnit.NANOSECONDS.toSeconds(point.elapsedNanos()))
        .containsExactly(4L, 8L, 10L);
    assertThat(thinned).extracting(point -> TimeUnit.NANOSECONDS.toSeconds(point.spanNanos()))
        .containsExactly(4L, 4L, 2L);
    assertThat(thinned).extracting(point -> point.counts().legsStarted()).containsExactly(4L, 8L, 10L);
    assertThat(thinned).extracting(point -> point.latencies().get(Metric.ACK))
        .containsExactly(new Point.Interval(4, 4, 4, 4), new Point.Interval(4, 5_003, 5_003, 5_003),
            new Point.Interval(2, 10, 10, 10));
  }

  @Test
  void whatFitsIsNotThinned() {
    series.accept(sample(1, 1));
    series.accept(sample(2, 1));
    assertThat(series.thinned(2)).isEqualTo(series.points());
    assertThat(new Series().thinned(2)).isEmpty();
  }

  @Test
  void memoryIsBounded() {
    for (int second = 1; second <= Series.MAX_POINTS + 2; second++) {
      series.accept(new Sample(Instant.EPOCH, second, counts(second), Map.of()));
    }
    assertThat(series.points()).hasSize(Series.MAX_POINTS);
  }

  private static Sample sample(int second, long micros) {
    Histogram histogram = new Histogram(3);
    histogram.recordValue(micros);
    return new Sample(Instant.EPOCH, TimeUnit.SECONDS.toNanos(second), counts(second), Map.of(Metric.ACK, histogram));
  }

  private static Counts counts(long legs) {
    return new Counts(legs, legs, 0, 0, 0, 0, 0);
  }
}
