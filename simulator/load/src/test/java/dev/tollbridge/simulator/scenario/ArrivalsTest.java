package dev.tollbridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 100 arrivals per second for 100 seconds, in every shape. */
class ArrivalsTest {
  private static final Duration DURATION = Duration.ofSeconds(100);

  @Test
  void constantArrivalsAreEvenlySpacedFromTheStart() {
    List<Double> instants = instants("constant");
    assertThat(instants).hasSize(10_000).startsWith(0.0, 0.01, 0.02);
    for (int i = 1; i < instants.size(); i++) {
      assertThat(instants.get(i) - instants.get(i - 1)).isCloseTo(0.01, within(1e-6));
    }
  }

  @Test
  void poissonGapsSpread() {
    List<Double> instants = instants("poisson");
    assertThat(instants).hasSizeBetween(9_600, 10_400);
    // A fraction 1/e of exponential gaps are longer than the mean.
    long longer = 0;
    for (int i = 1; i < instants.size(); i++) {
      longer += instants.get(i) - instants.get(i - 1) > 0.01 ? 1 : 0;
    }
    assertThat((double) longer / instants.size()).isCloseTo(Math.exp(-1), within(0.02));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"step:25,50,75,100 | 625 1250 1875 2500", "step | 625 1250 1875 2500",
    "step:100,0,0,200 | 2500 0 0 5000", "ramp | 312 938 1562 2188", "ramp:0,100,0 | 625 1875 1875 625",
    "ramp:200,0 | 4375 3125 1875 625", "meetings:50s,5s | 5000 0 5000 0", "meetings:25s,25s | 2500 2500 2500 2500",
    "poisson | 2500 2500 2500 2500"})
  void eachQuarterGetsItsShare(String shape, String shares) {
    List<Double> instants = instants(shape);
    String[] expected = shares.split(" ", -1);
    for (int quarter = 0; quarter < 4; quarter++) {
      double from = quarter * 25;
      long count = instants.stream().filter(instant -> instant >= from && instant < from + 25).count();
      double share = Double.parseDouble(expected[quarter]);
      // Five standard deviations of a Poisson count.
      assertThat((double) count).as("quarter %d of %s", quarter, shape).isCloseTo(share,
          within(5 * Math.sqrt(share)));
    }
  }

  @Test
  void meetingsStartWithinTheirSpreadOnly() {
    assertThat(instants("meetings:30s,2s")).isNotEmpty().allMatch(instant -> instant % 30 < 2);
  }

  @Test
  void aRampIsSolvedExactly() {
    RateCurve ramp = new RateCurve(List.of(new RateCurve.Piece(0, 10, 0, 10), new RateCurve.Piece(10, 20, 10, 0)));
    assertThat(ramp.after(0, 12.5)).isCloseTo(5, within(1e-9));
    assertThat(ramp.after(5, 75)).isCloseTo(15, within(1e-9));
    assertThat(ramp.after(0, 100.1)).isInfinite();
  }

  @Test
  void arrivalsAreInOrder() {
    for (String shape : List.of("poisson", "constant", "step:10,200,0,5", "ramp:100,0,100", "meetings:10s,1s")) {
      assertThat(instants(shape)).as(shape).isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bursts", "poisson:1", "constant:2", "step:a", "step:-1", "step:0,0", "step:20000",
    "ramp:100", "meetings:30m", "meetings:1s,2s", "meetings:1s,0s", "meetings:10ms,5ms", "meetings:48h,1s", "trace:"})
  void whatIsNoShapeIsRefused(String text) {
    assertThatThrownBy(() -> Arrivals.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Double> instants(String shape) {
    ArrivalTimes times = ((Arrivals.Timed) Arrivals.parse(shape)).times(100, DURATION);
    SplittableRandom random = new SplittableRandom(3);
    List<Double> instants = new ArrayList<>();
    for (long nanos = times.next(random); nanos < DURATION.toNanos(); nanos = times.next(random)) {
      instants.add(nanos / 1e9);
    }
    return instants;
  }
}
