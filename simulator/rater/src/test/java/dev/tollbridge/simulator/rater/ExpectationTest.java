package dev.tollbridge.simulator.rater;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
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

  @ParameterizedTest
  @CsvSource({
    // price, fee, initial, recurring, charges of minutes 0, 1, 2, 59 and 60
    "0.060000, 0,          60,   60,   60000,  60000, 60000, 60000,   60000",
    "0.060000, 0.050000,   60,   60,  110000,  60000, 60000, 60000,   60000",
    "0.060000, 0,          90,   60,   90000,  60000, 60000, 60000,   60000",
    "0.060000, 0.050000,   90,   60,  140000,  60000, 60000, 60000,   60000",
    "0.060000, 0,        3600,   60, 3600000,      0,     0,     0,   60000",
    "0.060000, 0,        3600, 3600, 3600000,      0,     0,     0, 3600000",
    "0.060000, 0,         120,  120,  120000,      0, 120000,    0,  120000",
    "0.060000, 0,           1,    1,   60000,  60000, 60000, 60000,   60000",
    "0.060000, 0,          30,    6,   60000,  60000, 60000, 60000,   60000",
    "0.060000, 0,          30,    7,   65000,  56000, 63000, 56000,   63000",
    "0.060000, 0,           1, 3600, 3601000,      0,     0,     0, 3600000",
    "0.000001, 0,          90,   60,       2,      1,     1,     1,       1",
    "0.000007, 0,          40,   35,       9,      8,     4,     8,       8"})
  void aMinuteIsChargedWhatItCanCostAtMost(String price, String fee, int initial, int recurring, long first,
      long second, long third, long sixtieth, long sixtyFirst) {
    Expectation expectation = new Expectation(row(price, fee, initial, recurring));
    assertThat(List.of(0, 1, 2, 59, 60))
        .extracting(minute -> expectation.minutesMicros(minute + 1) - expectation.minutesMicros(minute))
        .containsExactly(first, second, third, sixtieth, sixtyFirst);
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
