package dev.tollbridge.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0                     | 0
      -0                    | 0
      7                     | 7000000
      +7.5                  | 7500000
      0.01079               | 10790
      0.010790              | 10790
      -0.000001             | -1
      005.951260            | 5951260
      9223372036854.775807  | 9223372036854775807
      -9223372036854.775808 | -9223372036854775808
      """)
  void readsDecimals(String decimal, long micros) {
    assertThat(Money.parseMicros(decimal)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                                | not a decimal amount
      ' 1'                              | not a decimal amount
      .5                                | not a decimal amount
      5.                                | not a decimal amount
      1e3                               | not a decimal amount
      1,50                              | not a decimal amount
      --1                               | not a decimal amount
      ١                                 | not a decimal amount
      0.0000001                         | more than 6 decimals
      0.0100000                         | more than 6 decimals
      9223372036854.775808              | out of range
      -9223372036854.775809             | out of range
      100000000000000000000000000000000 | longer than 32 characters
      """)
  void saysWhatIsWrongWithOtherText(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.parseMicros(text)).withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # micros            | exact                 | rounded
      0                   | 0.00                  | 0.00
      1                   | 0.000001              | 0.00
      10790               | 0.01079               | 0.01
      4999                | 0.004999              | 0.00
      5000                | 0.005                 | 0.01
      -5000               | -0.005                | -0.01
      -4999               | -0.004999             | 0.00
      14999               | 0.014999              | 0.01
      20000               | 0.02                  | 0.02
      24995000            | 24.995                | 25.00
      100000000           | 100.00                | 100.00
      9223372036854775807 | 9223372036854.775807  | 9223372036854.78
      -9223372036854775808| -9223372036854.775808 | -9223372036854.78
      """)
  void writesDecimals(long micros, String exact, String rounded) {
    assertThat(Money.format(micros)).isEqualTo(exact);
    assertThat(Money.formatRoundedHalfUp(micros)).isEqualTo(rounded);
    assertThat(Money.parseMicros(exact)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      # a                | b                   | divisor             | result
      0                  | 9                   | 60                  | 0
      1                  | 29                  | 60                  | 0
      1                  | 30                  | 60                  | 1
      -1                 | 29                  | 60                  | 0
      -1                 | 30                  | 60                  | -1
      3                  | 30                  | 60                  | 2
      7                  | 1                   | 3                   | 2
      8                  | 1                   | 3                   | 3
      9223372036854775807| 60                  | 60                  | 9223372036854775807
      9223372036854775807| 1                   | 9223372036854775807 | 1
      9223372036854775807| 1                   | 2                   | 4611686018427387904
      9223372036854775807| 9223372036854775807 | 9223372036854775807 | 9223372036854775807
      -9223372036854775808| 60                 | 60                  | -9223372036854775808
      """)
  void multipliesAndDividesExactly(long a, long b, long divisor, long result) {
    assertThat(Money.multiplyDivideHalfUp(a, b, divisor)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807,2,1", "9223372036854775807,61,60", "-9223372036854775808,-1,1",
    "9223372036854775807,9223372036854775807,2"})
  void refusesResultsThatDoNotFit(long a, long b, long divisor) {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> Money.multiplyDivideHalfUp(a, b, divisor));
  }

  @ParameterizedTest
  @CsvSource({"0", "-60"})
  void refusesDivisorsNotAboveZero(long divisor) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.multiplyDivideHalfUp(1, 1, divisor));
  }

  @Test
  void agreesWithBigDecimal() {
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      long a = random.nextLong() >> random.nextInt(64);
      long b = random.nextLong() >> random.nextInt(64);
      long divisor = (random.nextLong() >>> 1 >> random.nextInt(63)) + 1;
      BigDecimal expected = BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b))
          .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP);
      assertThat(resultOf(a, b, divisor)).as("%d × %d ÷ %d", a, b, divisor).isEqualTo(fitting(expected));
    }
  }

  private static String resultOf(long a, long b, long divisor) {
    try {
      return Long.toString(Money.multiplyDivideHalfUp(a, b, divisor));
    } catch (ArithmeticException _) {
      return "overflow";
    }
  }

  private static String fitting(BigDecimal value) {
    BigInteger whole = value.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? whole.toString() : "overflow";
  }
}
