package dev.tollbridge.server.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestChecksTest {
  private final Violations violations = new Violations();
  private final RequestChecks checks = new RequestChecks(violations);

  @ParameterizedTest
  @ValueSource(strings = {"a", "acme", "a.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
  void acceptsIds(String id) {
    assertThat(checks.id("organization_id", id)).isEqualTo(id);
    assertThat(violations.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "a b", "ä", "a\n", "a/b", ".", "..", "-rf", "_a",
    "01234567890123456789012345678901234567890123456789012345678901234"})
  void refusesIds(String id) {
    checks.id("organization_id", id);
    assertFaults("organization_id: must be 1 to 64 characters of a-z, 0-9, '.', '_' and '-',"
        + " the first a letter or digit");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''       | name: is required
      '  '     | name: is required
      abcdef   | name: must be at most 5 characters
      """)
  void refusesTexts(String text, String fault) {
    checks.requiredText("name", text, 5);
    assertFaults(fault);
  }

  @Test
  void countsCharactersNotUnits() {
    checks.requiredText("name", "𝄞𝄞𝄞𝄞𝄞", 5);
    checks.optionalText("cause", "", 5);
    assertFaults();
  }

  @Test
  void refusesControlCharacters() {
    checks.optionalText("name", "a\u0000b", 5);
    checks.optionalText("reason", "a\u202Eb", 5);
    checks.optionalText("deck", "\u2028", 5);
    checks.optionalText("arabic", "a\u200Fb\u200D", 5);
    assertFaults("name: must not contain control characters, such as U+0000",
        "reason: must not contain control characters, such as U+202E",
        "deck: must not contain control characters, such as U+2028");
  }

  @Test
  void boundsForeignIds() {
    checks.foreignId("request_id", "Äny Id");
    assertFaults();
    checks.foreignId("request_id", "x".repeat(65));
    assertFaults("request_id: must be at most 64 characters");
  }

  @ParameterizedTest
  @CsvSource({"0,100", "1,1", "1000,1000", "1001,1000", "2147483647,1000"})
  void pageSizesHaveADefaultAndAMaximum(int asked, int given) {
    assertThat(checks.pageSize(asked)).isEqualTo(given);
    assertFaults();
  }

  @Test
  void pageSizesBelowZeroAreRefused() {
    checks.pageSize(-1);
    assertFaults("page_size: must not be below zero");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "usd", "XYZ", "US", "USDD", "DEM", "FRF", "CUC", "ANG", "XXX", "XAU", "XTS", "XDR", "CHE",
    "USN", "BOV", "MXV", "UYI", "CLF", "COU"})
  void refusesCurrencies(String code) {
    checks.currency("currency_code", code);
    assertFaults("currency_code: must be the ISO 4217 code of a currency in circulation, such as USD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "UK", "USA", "ZZ"})
  void refusesCountries(String code) {
    checks.country("country_code", code);
    assertFaults("country_code: must be an ISO 3166 alpha-2 code such as US");
  }

  @Test
  void acceptsCodes() {
    assertThat(checks.currency("currency_code", "EUR")).isEqualTo("EUR");
    assertThat(checks.country("country_code", "GB")).isEqualTo("GB");
    assertThat(checks.country("country_code", "XK")).isEqualTo("XK");
    assertFaults();
  }

  @ParameterizedTest
  @CsvSource({"946684799,999999999", "4102444800,0", "1700000000,-1", "1700000000,1000000000", "0,0",
    "9223372036854775807,0", "-9223372036854775808,0"})
  void refusesTimes(long seconds, int nanos) {
    checks.timeMicros("answer_time", true, time(seconds, nanos));
    assertFaults("answer_time: must be a valid time from 2000-01-01 to 2099-12-31");
  }

  @ParameterizedTest
  @CsvSource({"946684800,0,946684800000000", "4102444799,999999999,4102444799999999",
    "1700000000,1999,1700000000000001"})
  void acceptsTimes(long seconds, int nanos, long micros) {
    assertThat(checks.timeMicros("answer_time", true, time(seconds, nanos))).isEqualTo(micros);
    assertThat(checks.timeMicrosOr("from", true, time(seconds, nanos), -1)).isEqualTo(micros);
    assertFaults();
  }

  @Test
  void absentTimes() {
    assertThat(checks.timeMicrosOr("from", false, Timestamp.getDefaultInstance(), 77)).isEqualTo(77);
    assertFaults();
    checks.timeMicros("answer_time", false, Timestamp.getDefaultInstance());
    assertFaults("answer_time: is required");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "10,true", "0,false", "11,false"})
  void amountsAreBounded(long amount, boolean valid) {
    checks.amountMicros("amount_micros", amount, 1, 10);
    assertThat(violations.isEmpty()).isEqualTo(valid);
  }

  private static Timestamp time(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  private void assertFaults(String... faults) {
    assertThat(violations.list()).extracting(Violations.Violation::toString).isEqualTo(List.of(faults));
  }
}
