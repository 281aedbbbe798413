package dev.tollbridge.core.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrencyFormatTest {
  @ParameterizedTest
  @CsvSource({"EUR,0,0.00,0.00", "EUR,50,0.00005,0.00", "EUR,5000,0.005,0.01", "EUR,-5000,-0.005,0.00",
    "EUR,-5001,-0.005001,-0.01", "EUR,50000000,50.00,50.00", "JPY,1500000000,1500,1500", "JPY,499999,0.499999,0",
    "JPY,1500000,1.5,2", "JPY,-1500000,-1.5,-1", "KWD,1234567,1.234567,1.235", "KWD,1000000,1.000,1.000",
    "CLF,1000000,1.0000,1.0000", "XXX,1000000,1.00,1.00", "nonsense,1000000,1.00,1.00",
    "EUR,9223372036854775807,9223372036854.775807,9223372036854.78",
    "JPY,-9223372036854775808,-9223372036854.775808,-9223372036855"})
  void amountsHaveTheDecimalsOfTheirCurrency(String currency, long micros, String exact, String rounded) {
    assertThat(CurrencyFormat.of(currency).exact(micros)).isEqualTo(exact);
    assertThat(CurrencyFormat.of(currency).rounded(micros)).isEqualTo(rounded);
  }

  @Test
  void decimalsAreFewerThanThoseOfMicros() {
    assertThatThrownBy(() -> new CurrencyFormat(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CurrencyFormat(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"JPY", "EUR", "KWD"})
  void theCellsOfAColumnAddUpAtEveryRow(String currency) {
    var random = new Random(7);
    CurrencyFormat format = CurrencyFormat.of(currency);
    var column = new RoundedColumn(format);
    BigDecimal unit = BigDecimal.ONE.movePointLeft(format.decimals());
    BigDecimal shown = BigDecimal.ZERO;
    long sumMicros = 0;
    for (int row = 0; row < 10_000; row++) {
      long micros = random.nextInt(4) == 0 ? 0 : random.nextLong(random.nextBoolean() ? 10_000 : 3_000_000);
      var cell = new BigDecimal(column.next(micros));
      sumMicros += micros;
      shown = shown.add(cell);

      assertThat(cell).isNotNegative();
      assertThat(cell.subtract(BigDecimal.valueOf(micros, 6)).abs()).isLessThan(unit);
      assertThat(micros != 0 || cell.signum() == 0).isTrue();
      assertThat(shown).isEqualByComparingTo(format.rounded(sumMicros));
    }
  }
}
