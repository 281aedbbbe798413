package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberMaskTest {
  @ParameterizedTest
  @ValueSource(strings = {"BE", "DE", "DK", "ES", "FI", "IT", "NL", "NO", "SE"})
  void threeDigitsAreHidden(String country) {
    assertThat(NumberMask.of(country).apply("+4930123456")).isEqualTo("+4930123***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CH", "FR"})
  void fourDigitsAreHidden(String country) {
    assertThat(NumberMask.of(country).apply("+4930123456")).isEqualTo("+493012****");
  }

  @Test
  void logsHideAsMuchAsTheStrictestCountry() {
    assertThat(NumberMask.strictest().apply("+4930123456")).isEqualTo("+493012****");
  }

  @ParameterizedTest
  @ValueSource(strings = {"US", "GB", "AT", "PT", "LU", ""})
  void nothingIsHiddenElsewhere(String country) {
    assertThat(NumberMask.of(country).apply("+4930123456")).isEqualTo("+4930123456");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "anonymous, anonymous",
    "1234, 1***",
    "123, ***",
    "12, **",
    "+1, +*",
    "Unknown 1, Unknown *",
    "(030) 12-34-56, (030) 12-3*-**",
    "sip:4930123456@10.0.0.1, sip:4930123***@10.*.*.*",
    "tel:+4930123456;ext=77, tel:+4930123***;ext=**",
    "Ada 0301234 Bob 0305678, Ada 0301*** Bob 0305***",
    "\u0664\u0669\u0663\u0660\u0661, \u0664\u0669***",
    "\u2603, \u2603"})
  void whateverACallerSends(String text, String masked) {
    assertThat(NumberMask.of("DE").apply(text)).isEqualTo(masked);
  }
}
