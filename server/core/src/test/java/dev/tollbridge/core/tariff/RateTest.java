package dev.tollbridge.core.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  private static final int LONGEST_CALL_MINUTES = 30 * 60;

  private static Rate rate(String price, String fee, String increments) {
    return Rates.rate("* anywhere %s/min fee=%s bill=%s".formatted(price, fee, increments));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      price    | fee  | increments | duration | billed | cost
      0.020    | 0    | 60/60      | 0        | 0      | 0.00
      0.020    | 0    | 60/60      | 1        | 60     | 0.02
      0.020    | 0    | 60/60      | 60       | 60     | 0.02
      0.020    | 0    | 60/60      | 150      | 180    | 0.06
      0.020    | 0    | 90/60      | 3600     | 3630   | 1.21
      0.020    | 0.05 | 60/60      | 0        | 0      | 0.00
      0.020    | 0.05 | 60/60      | 1        | 60     | 0.07
      0.020    | 0.05 | 60/60      | 150      | 180    | 0.11
      0        | 0.05 | 60/60      | 150      | 180    | 0.05
      0        | 0    | 60/60      | 150      | 180    | 0.00
      0.010790 | 0    | 1/1        | 1        | 1      | 0.00018
      0.010790 | 0    | 6/6        | 7        | 12     | 0.002158
      0.010790 | 0    | 6/6        | 61       | 66     | 0.011869
      5.951260 | 0    | 1/1        | 1        | 1      | 0.099188
      5.951260 | 0.05 | 30/6       | 31       | 36     | 3.620756
      5.951260 | 0.05 | 60/60      | 3600     | 3600   | 357.1256
      0.000001 | 0    | 1/1        | 29       | 29     | 0.00
      0.000001 | 0    | 1/1        | 30       | 30     | 0.000001
      0.000001 | 0    | 1/1        | 89       | 89     | 0.000001
      0.000001 | 0    | 1/1        | 90       | 90     | 0.000002
      0.000007 | 0    | 1/1        | 4        | 4      | 0.00
      0.000007 | 0    | 1/1        | 5        | 5      | 0.000001
      0.000007 | 0.01 | 60/1       | 61       | 61     | 0.010007
      """)
  void pricesACall(String price, String fee, String increments, long duration, long billed, String cost) {
    Rate rate = rate(price, fee, increments);

    long micros = Money.parseMicros(cost);
    long feeMicros = billed == 0 ? 0 : Money.parseMicros(fee);
    assertThat(rate.price(duration)).isEqualTo(new Price(billed, feeMicros, micros));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      price    | fee      | minute 0 | minute 1 | minute 59 | 60 minutes
      0.020    | 0        | 0.02     | 0.02     | 0.02      | 1.20
      0.020    | 0.05     | 0.07     | 0.02     | 0.02      | 1.25
      0        | 0.05     | 0.05     | 0.00     | 0.00      | 0.05
      0        | 0        | 0.00     | 0.00     | 0.00      | 0.00
      5.951260 | 0.196950 | 6.14821  | 5.95126  | 5.95126   | 357.27255
      0.000001 | 0.000001 | 0.000002 | 0.000001 | 0.000001  | 0.000061
      """)
  void chargesTheFeeWithMinuteZeroOnly(String price, String fee, String first, String second, String last,
      String total) {
    Rate rate = rate(price, fee, "60/60");

    assertThat(Money.format(rate.minuteMicros(0))).isEqualTo(first);
    assertThat(Money.format(rate.minuteMicros(1))).isEqualTo(second);
    assertThat(Money.format(rate.minuteMicros(59))).isEqualTo(last);
    assertThat(Money.format(rate.totalMicros(60))).isEqualTo(total);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      price    | fee  | increments | minute 0 | minute 1 | minute 2 | minute 59 | minute 60 | 61 minutes
      0.060    | 0    | 60/60      | 0.06     | 0.06     | 0.06     | 0.06      | 0.06      | 3.66
      0.060    | 0.05 | 60/60      | 0.11     | 0.06     | 0.06     | 0.06      | 0.06      | 3.71
      0.060    | 0    | 90/60      | 0.09     | 0.06     | 0.06     | 0.06      | 0.06      | 3.69
      0.060    | 0.05 | 90/60      | 0.14     | 0.06     | 0.06     | 0.06      | 0.06      | 3.74
      0.060    | 0    | 3600/60    | 3.60     | 0.00     | 0.00     | 0.00      | 0.06      | 3.66
      0.060    | 0.05 | 3600/3600  | 3.65     | 0.00     | 0.00     | 0.00      | 3.60      | 7.25
      0.060    | 0    | 120/120    | 0.12     | 0.00     | 0.12     | 0.00      | 0.12      | 3.72
      0.060    | 0    | 1/1        | 0.06     | 0.06     | 0.06     | 0.06      | 0.06      | 3.66
      0.060    | 0    | 30/6       | 0.06     | 0.06     | 0.06     | 0.06      | 0.06      | 3.66
      0.060    | 0    | 60/1       | 0.06     | 0.06     | 0.06     | 0.06      | 0.06      | 3.66
      0.060    | 0    | 30/7       | 0.065    | 0.056    | 0.063    | 0.056     | 0.063     | 3.663
      0.060    | 0    | 1/3600     | 3.601    | 0.00     | 0.00     | 0.00      | 3.60      | 7.201
      0.000001 | 0    | 90/60      | 0.000002 | 0.000001 | 0.000001 | 0.000001  | 0.000001  | 0.000062
      0.000001 | 0.01 | 90/60      | 0.010002 | 0.000001 | 0.000001 | 0.000001  | 0.000001  | 0.010062
      0.000007 | 0    | 40/35      | 0.000009 | 0.000008 | 0.000004 | 0.000008  | 0.000008  | 0.000429
      """)
  void chargesTheMostThatEachMinuteCanCost(String price, String fee, String increments, String first, String second,
      String third, String sixtieth, String sixtyFirst, String total) {
    Rate rate = rate(price, fee, increments);

    assertThat(List.of(0, 1, 2, 59, 60)).extracting(minute -> Money.format(rate.minuteMicros(minute)))
        .containsExactly(first, second, third, sixtieth, sixtyFirst);
    assertThat(Money.format(rate.totalMicros(61))).isEqualTo(total);
  }

  /** No end within the charged minutes can cost more than they did, and the last second can cost all of it. */
  @ParameterizedTest
  @ValueSource(strings = {"60/60", "90/60", "3600/60", "3600/3600", "1/1", "30/6", "6/6", "60/1", "30/7", "1/3600",
    "3599/59", "61/61"})
  void theTotalIsTheMostThatAnEndWithinTheMinutesCanCost(String increments) {
    for (Rate rate : List.of(rate("0.010790", "0", increments), rate("0.000007", "0.05", increments))) {
      long most = 0;
      for (int second = 0; second <= 3 * 3_600; second++) {
        most = Math.max(most, rate.price(second).chargeMicros());
        if (second % 60 == 0) {
          assertThat(rate.totalMicros(second / 60)).as("%s after %d s", increments, second).isEqualTo(most);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.010790,0", "0.010790,0.050000", "5.951260,0", "5.951260,0.196951", "0.000001,0", "0.000001,0.000001",
    "0.000007,0", "0.000007,0.000013", "0.000000,0.05", "0.000000,0", "1000000,1000000"})
  void minutesAddUpToTheTotal(String price, String fee) {
    for (String increments : List.of("1/1", "60/60", "90/60", "3600/7")) {
      Rate rate = rate(price, fee, increments);
      long sum = 0;
      for (int minutes = 0; minutes <= LONGEST_CALL_MINUTES; minutes++) {
        assertThat(rate.totalMicros(minutes)).as("%s after %d minutes", increments, minutes).isEqualTo(sum);
        sum += rate.minuteMicros(minutes);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.010790,0", "5.951260,0.196951", "0.000001,0", "0.000007,0.000013", "1000000,1000000"})
  void everySecondCostsWhatExactArithmeticSays(String price, String fee) {
    Rate rate = rate(price, fee, "1/1");
    for (long seconds = 1; seconds <= 60L * LONGEST_CALL_MINUTES; seconds += 7) {
      BigDecimal time = new BigDecimal(price).multiply(BigDecimal.valueOf(seconds))
          .divide(BigDecimal.valueOf(60), 6, RoundingMode.HALF_UP);
      BigDecimal cost = time.add(new BigDecimal(fee));
      assertThat(BigDecimal.valueOf(rate.costMicros(seconds), 6)).as("%d s", seconds).isEqualByComparingTo(cost);
    }
  }

  @Test
  void overflowIsAnErrorAndNeverAWrongAmount() {
    Rate dearest = rate("1000000", "1000000", "60/60");

    assertThat(rate("0.01", "0", "60/60").minuteMicros(Integer.MAX_VALUE)).isEqualTo(10_000);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> dearest.minuteMicros(Integer.MAX_VALUE));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> dearest.totalMicros(Integer.MAX_VALUE));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> dearest.costMicros(Long.MAX_VALUE));
  }

  @Test
  void refusesTimeBelowZero() {
    Rate rate = rate("0.02", "0", "60/60");

    assertThatIllegalArgumentException().isThrownBy(() -> rate.costMicros(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> rate.minuteMicros(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> rate.totalMicros(-1));
  }

  @ParameterizedTest
  @CsvSource({"0,0,true", "0.000001,0,false", "0,0.000001,false"})
  void isFreeWithoutPriceAndFee(String price, String fee, boolean free) {
    assertThat(rate(price, fee, "60/60").free()).isEqualTo(free);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      4a9 Germany                   | prefix is not 0 to 15 digits
      +49 Germany                   | prefix is not 0 to 15 digits
      1234567890123456 Germany      | prefix is not 0 to 15 digits
      49 Germany -0.01/min          | price per minute is below zero
      49 Germany 1000000.000001/min | price per minute is above the maximum of 1000000.00
      49 Germany fee=-0.01          | connection fee is below zero
      49 Germany fee=1000000.000001 | connection fee is above the maximum of 1000000.00
      49 Germany country=de         | country is not two capital letters
      49 Germany country=DEU        | country is not two capital letters
      49 Germany country=Ä1         | country is not two capital letters
      49 Germany caller=u           | caller country is not two capital letters
      49 Germany digits=8-7         | most digits is below the least digits
      """)
  void saysWhatIsWrongWithARate(String line, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rates.rate(line)).withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1"})
  void refusesDigitBoundsBelowZero(int minDigits, int maxDigits) {
    assertThatIllegalArgumentException().isThrownBy(
        () -> new Rate("", "", 0, 0, Increments.EVERY_MINUTE, "", "", false, minDigits, maxDigits, null));
  }

  @Test
  void refusesLongDestinations() {
    assertThatCode(() -> Rates.rate("49 " + "x".repeat(200))).doesNotThrowAnyException();
    assertThatIllegalArgumentException().isThrownBy(() -> Rates.rate("49 " + "x".repeat(201)));
  }

  @ParameterizedTest
  @CsvSource({"123456789012345 longest", "* any", "49 least digits=5-", "49 most digits=-5", "49 exact digits=5-5",
    "49 dearest 1000000/min fee=1000000"})
  void takesTheLimitsThemselves(String line) {
    assertThatCode(() -> Rates.rate(line)).doesNotThrowAnyException();
  }
}
