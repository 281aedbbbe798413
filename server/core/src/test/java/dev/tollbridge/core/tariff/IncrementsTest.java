package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncrementsTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      duration | 60/60 | 30/6 | 6/6  | 1/1  | 60/1 | 90/60
      0        | 0     | 0    | 0    | 0    | 0    | 0
      1        | 60    | 30   | 6    | 1    | 60   | 90
      5        | 60    | 30   | 6    | 5    | 60   | 90
      6        | 60    | 30   | 6    | 6    | 60   | 90
      7        | 60    | 30   | 12   | 7    | 60   | 90
      29       | 60    | 30   | 30   | 29   | 60   | 90
      30       | 60    | 30   | 30   | 30   | 60   | 90
      31       | 60    | 36   | 36   | 31   | 60   | 90
      59       | 60    | 60   | 60   | 59   | 60   | 90
      60       | 60    | 60   | 60   | 60   | 60   | 90
      61       | 120   | 66   | 66   | 61   | 61   | 90
      89       | 120   | 90   | 90   | 89   | 89   | 90
      90       | 120   | 90   | 90   | 90   | 90   | 90
      91       | 120   | 96   | 96   | 91   | 91   | 150
      119      | 120   | 120  | 120  | 119  | 119  | 150
      120      | 120   | 120  | 120  | 120  | 120  | 150
      121      | 180   | 126  | 126  | 121  | 121  | 150
      3600     | 3600  | 3600 | 3600 | 3600 | 3600 | 3630
      """)
  void billsWholeSteps(long duration, long minutes, long thirtySix, long sixes, long seconds, long sixtyOne,
      long ninetySixty) {
    assertThat(Increments.EVERY_MINUTE.billedSeconds(duration)).isEqualTo(minutes);
    assertThat(new Increments(30, 6).billedSeconds(duration)).isEqualTo(thirtySix);
    assertThat(new Increments(6, 6).billedSeconds(duration)).isEqualTo(sixes);
    assertThat(new Increments(1, 1).billedSeconds(duration)).isEqualTo(seconds);
    assertThat(new Increments(60, 1).billedSeconds(duration)).isEqualTo(sixtyOne);
    assertThat(new Increments(90, 60).billedSeconds(duration)).isEqualTo(ninetySixty);
  }

  @ParameterizedTest
  @CsvSource({"60,60", "90,60", "3600,60", "3600,3600", "1,1", "30,6", "30,7", "1,3600"})
  void billsALongerCallNoLess(int initial, int recurring) {
    Increments increments = new Increments(initial, recurring);
    for (long second = 1; second <= 3 * 3_600; second++) {
      assertThat(increments.billedSeconds(second)).isBetween(Math.max(second, increments.billedSeconds(second - 1)),
          second + Math.max(initial, recurring) - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,60", "60,0", "-1,60", "3601,60", "60,3601"})
  void refusesStepsOutOfRange(int initial, int recurring) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Increments(initial, recurring))
        .withMessageContaining("1 to 3600");
  }

  @Test
  void takesTheSmallestAndLargestSteps() {
    assertThat(new Increments(1, 3_600).billedSeconds(2)).isEqualTo(3_601);
    assertThat(new Increments(3_600, 1).billedSeconds(2)).isEqualTo(3_600);
  }

  @Test
  void refusesNegativeDurationsAndOverflow() {
    assertThatIllegalArgumentException().isThrownBy(() -> Increments.EVERY_MINUTE.billedSeconds(-1));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Increments.EVERY_MINUTE.billedSeconds(Long.MAX_VALUE));
  }
}
