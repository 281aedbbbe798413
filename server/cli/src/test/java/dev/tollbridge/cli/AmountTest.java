package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class AmountTest {
  @ParameterizedTest
  @CsvSource({"50.00 EUR,50000000,EUR", "50 eur,50000000,EUR", "-12.5USD,-12500000,USD", "0.000001 JPY,1,JPY",
    "+7 KWD,7000000,KWD"})
  void readsAmountsWithTheirCurrency(String text, long micros, String currency) {
    assertThat(Amount.parse(text)).isEqualTo(new Amount(micros, currency));
  }

  @ParameterizedTest
  @CsvSource({"50", "EUR", "'1,50 EUR'", "'1,000.50 EUR'", "fifty EUR", "1.0000001 EUR", "50 EURO", "1..5 EUR"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> Amount.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"50000000,EUR,50.00 EUR", "50000000,JPY,50 JPY", "20500,EUR,0.0205 EUR", "-1500000,KWD,-1.500 KWD"})
  void showsTheDecimalsOfTheCurrency(long micros, String currency, String text) {
    assertThat(Amount.shown(micros, currency)).isEqualTo(text);
  }
}
