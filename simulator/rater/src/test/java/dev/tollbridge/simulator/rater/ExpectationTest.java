package dev.tollbridge.simulator.rater;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
  @ParameterizedTest
  @CsvSource({
    // price, fee, initial, recurring, duration, billed, charge
    "0.020000, 0,        60, 60,     0,    0,      0",
    "0.020000, 0,        60, 60,     1,   60,  20000",
    "0.020000, 0,        60, 60,   60,   60,  20000",
    "0.020000, 0,        60, 60,   61,  120,  40000",
    "0.020000, 0,        60, 60, 150,  180,  60000",
    "0.020000, 0,        30,  6,   29,   30,  10000",
    "0.020000, 0,        30,  6,   31,   36,  12000",
    "0.020000, 0,        30,  6, 100,  102,  34000",
    "0.020000, 0,         6,  6,     7,   12,   4000",
    "0.020000, 0,         1,  1,   59,   59,  19667",
    "0.000001, 0,         1,  1,   29,   29,      0",
    "0.000001, 0,         1,  1,   30,   30,      1",
    "0.020000, 0,        60,  1,   59,   60,  20000",
    "0.020000, 0,        60,  1,   61,   61,  20333",
    "0.020000, 0,        90, 60,   61,   90,  30000",
    "0.020000, 0,        90, 60,   91,  150,  50000",
    "0.020000, 0.015000, 60, 60,   61,  120,  55000",
    "0.020000, 0.015000, 60, 60,     0,    0,      0",
    "0.000000, 0.015000, 60, 60,   61,  120,  15000"})
  void billedTimeAndChargeFollowTheIncrements(String price, String fee, int initial, int recurring,
      long duration, long billed, long chargeMicros) {
    Expectation expectation = new Expectation(row(price, fee, initial, recurring));
    assertThat(expectation.billedSeconds(duration)).isEqualTo(billed);
    assertThat(expectation.chargeMicros(duration)).isEqualTo(chargeMicros);
  }

  @Test
  void minutesCarryTheFeeOnceAndTheRoundingOfTheWhole() {
    Expectation expectation = new Expectation(row("0.0333335", "0.01", 60, 60));
    assertThat(expectation.minutesMicros(0)).isZero();
    assertThat(expectation.minutesMicros(1)).isEqualTo(43_334);
    assertThat(expectation.minutesMicros(2)).isEqualTo(76_667);
  }

  @Test
  void everyStartedSecondCounts() {
    assertThat(Expectation.durationSeconds(1_000_000, 1_000_000)).isZero();
    assertThat(Expectation.durationSeconds(1_000_000, 1_000_001)).isEqualTo(1);
    assertThat(Expectation.durationSeconds(1_000_000, 3_000_000)).isEqualTo(2);
  }

  @Test
  void withoutARowALegIsFree() {
    Expectation expectation = new Expectation(null);
    assertThat(expectation.chargeMicros(600)).isZero();
    assertThat(expectation.minutesMicros(3)).isZero();
    assertThat(expectation.destination()).isEmpty();
  }

  private static DeckRow row(String price, String fee, int initial, int recurring) {
    return new DeckRow(2, "33", "France", new BigDecimal(price), new BigDecimal(fee), initial, recurring, "", "", false,
        0, 0, null);
  }
}
