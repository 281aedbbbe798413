package dev.tollbridge.simulator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts, durations and numbers as people and spreadsheets write them. */
class FieldTextsTest {
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest
  @CsvSource({"1.00, 1", "'1,00', 1", ".5, 0.5", "'0,015', 0.015", "1., 1", "'1,234.56', 1234.56",
    "'1.234,56', 1234.56", "1 234.50, 1234.5", "'1.234.567', 1234567", "$1.00, 1", "1.00 USD, 1", "EUR 2.50, 2.5",
    "'2,50 €', 2.5", "5E-05, 0.00005", "0.00335000, 0.00335", "1’234.50, 1234.5"})
  void amountsHaveManyForms(String text, BigDecimal amount) {
    assertThat(AmountText.read(text, false)).isEqualByComparingTo(amount);
  }

  @Test
  void threeDigitsAfterACommaMayBeThousands() {
    assertThat(AmountText.read("1,234", true)).isEqualByComparingTo("1.234");
    assertThatIllegalArgumentException().isThrownBy(() -> AmountText.read("1,234", false))
        .withMessageContaining("may be 1.234 or 1234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "-", ".", "1.2.3", "1,2,3", "0x10", "1.00/min"})
  void whatIsNoAmountIsNotGuessed(String text) {
    assertThat(AmountText.read(text, false)).isNull();
  }

  /** Seconds from start to end, Duration Seconds, connected seconds, whether a note reports the difference. */
  @ParameterizedTest
  @CsvSource({"60, 61, 61, true", "61, 60, 61, true", "61, 61, 61, false", "61, '', 61, false", "90, 61, 61, false",
    "1, 0, 0, false", "0, 0, 0, false", "61, 61.0, 61, false", "61, '60,4', 61, false", "61, 0:01:01, 61, false",
    "61, PT1M1S, 61, false", "61, 61 s, 61, false", "1234, '1,234', 1234, false", "1234, 1.234, 1234, false",
    "2, 1.234, 2, false", "61, 61.000, 61, false", "1234, 1 234, 1234, false"})
  void theLongerConnectedTimeWinsWithinASecond(long lasted, String duration, long connected, boolean said) {
    CallTimes times = CallTimes.of(moment(0), moment(lasted), duration);
    assertThat(times.seconds()).isEqualTo(connected);
    assertThat(times.answer().plusSeconds(connected)).isEqualTo(times.end());
    assertThat(times.adjusted()).isEqualTo(said);
  }

  @Test
  void withoutAnEndAPointIsADecimalOne() {
    assertThat(CallTimes.of(moment(0), null, "61.000").seconds()).isEqualTo(61);
    assertThatIllegalArgumentException().isThrownBy(() -> CallTimes.of(moment(0), null, "61,000"));
    assertThat(CallTimes.of(moment(0), null, "1,234,567").seconds()).isEqualTo(1_234_567);
  }

  @Test
  void aDurationFarLongerThanTheCallIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CallTimes.of(moment(0), moment(60), "62"));
    assertThatIllegalArgumentException().isThrownBy(() -> CallTimes.of(moment(0), moment(60), "sixty"));
    assertThatIllegalArgumentException().isThrownBy(() -> CallTimes.of(moment(60), moment(0), "60"));
  }

  @Test
  void timesWithoutSecondsMayLackAMinute() {
    TimeText.Moment start = new TimeText.Moment(START, true);
    TimeText.Moment end = new TimeText.Moment(START.plusSeconds(60), true);
    assertThat(CallTimes.of(start, end, "119")).isEqualTo(new CallTimes(START, START.plusSeconds(119), 119, false));
    assertThat(CallTimes.of(start, end, "31")).isEqualTo(new CallTimes(START, START.plusSeconds(31), 31, false));
  }

  @ParameterizedTest
  @CsvSource({"+442071838750, +442071838750", "+44 20 7183 8750, +442071838750", "+44-20-7183-8750, +442071838750",
    "+44 (0)20 7183 8750, +442071838750", "(+44) 20/7183.8750, +442071838750", "442071838750, +442071838750",
    "00442071838750, +442071838750", "011442071838750, +442071838750", "tel:+44-20-7183-8750;ext=5, +442071838750",
    "sip:+442071838750@sbc.example.org;user=phone, +442071838750", "sip:%2B442071838750@example.org, +442071838750",
    "Kim <sip:+442071838750@example.org>;tag=1, +442071838750", "tel:2071838750;phone-context=+44, +442071838750",
    "442071838750.0, +442071838750", "4.42071838750E+11, +442071838750", "+442071838750 x12, +442071838750",
    "\u202a+44 20 7183 8750\u202c, +442071838750", "+44\u00a020\u20117183\u20118750, +442071838750",
    "\uff0b\uff14\uff142071838750, +442071838750", "'+44 20 718 ***', +4420718***", "00442071838***, +442071838***",
    "2065550100, 2065550100", "112, 112", "0123456789, 0123456789", "anonymous, anonymous", "sip:x@example.org, "
        + "sip:x@example.org",
    "Kim Doe, Kim Doe", "'', ''"})
  void numbersHaveOneForm(String text, String number) {
    assertThat(NumberText.normalized(text, false)).isEqualTo(number);
    assertThat(NumberText.normalized(number, false)).isEqualTo(number);
  }

  /** Valid in France, and as ten digits in the United States. */
  @Test
  void tenDigitsInNorthAmericaMayBeANumberOfThere() {
    String digits = "3365550199";
    assertThat(NumberPlan.isValid("+1" + digits)).isTrue();
    assertThat(NumberText.normalized(digits, true)).isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource({"1.80055E+10, true", "'4,42072E+11', true", "4E+11, true", "##########, true", "#NAME?, true",
    "1.80055e+10, true", "4.42071838750E+11, false", "+442071838750, false", "#, false", "12E5A, false"})
  void whatASpreadsheetDestroyedIsRecognized(String text, boolean destroyed) {
    assertThat(NumberText.isDestroyed(text)).isEqualTo(destroyed);
  }

  @ParameterizedTest
  @CsvSource({"+266696687, ''", "+12125550123, US", "12125550123, US", "+1212, ''", "+442071838750123, ''",
    "+8656696, ''", "+4930123***, DE", "anonymous, ''"})
  void aCallerThatCannotBeOfItsCountryHasNone(String caller, String country) {
    assertThat(new NumberCountries().ofCaller(caller)).isEqualTo(country);
  }

  private static TimeText.Moment moment(long seconds) {
    return new TimeText.Moment(START.plusSeconds(seconds), false);
  }
}
