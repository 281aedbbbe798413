package dev.tollbridge.simulator.rater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.simulator.sample.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeckTableTest {
  private static final String DECK = """
      prefix,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,\
      currency,country,caller_country,action,min_digits,max_digits,time_zone,days,from_time,to_time
      ,Anywhere,0.500000,0,60,60,USD,,,price,,,,,,
      1,United States,0.010000,0,60,60,USD,US,,price,,,,,,
      1,Canada,0.020000,0,60,60,USD,CA,,price,,,,,,
      1,From Canada,0.030000,0,60,60,USD,,CA,price,,,,,,
      1809,Dominican Republic,0.040000,0,60,60,USD,,,price,,,,,,
      33,France,0.050000,0,60,60,USD,,,price,,,,,,
      336,France mobile,0.060000,0,60,60,USD,,,price,11,11,,,,
      33,France long,0.070000,0,60,60,USD,,,price,12,15,,,,
      3390,Premium,0,0,60,60,USD,,,reject,,,,,,
      49,Germany,0.080000,0,60,60,USD,,,price,,,,,,
      49,Germany night,0.090000,0,60,60,USD,,,price,,,Europe/Berlin,1-5,20:00,08:00
      49,Germany weekend,0.100000,0,60,60,USD,,,price,,,Europe/Berlin,"6,7",00:00,24:00
      41,Swiss window,0.110000,0,60,60,USD,,,price,,,Europe/Zurich,,00:00,24:00
      41,Swiss country,0.120000,0,60,60,USD,CH,,price,,,,,,
      """;
  private static final DeckTable TABLE = DeckTable.parse(DECK.getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
    "+12015550123,  US, '',  United States",
    "+15062345678,  CA, '',  Canada",
    "+12015550123,  US, CA,  From Canada",
    "+18092345678,  DO, CA,  From Canada",
    "+18092345678,  DO, '',  Dominican Republic",
    "+18092345678,  DO, US,  Dominican Republic",
    "+33123456789,  FR, '',  France",
    "+33612345678,  FR, '',  France mobile",
    "+336123456789, FR, '',  France long",
    "+33901234567,  FR, '',  Premium",
    "+41446681800,  CH, '',  Swiss country",
    "+41446681800,  LI, '',  Swiss window",
    "+551123456789, BR, '',  Anywhere",
    "anonymous,     '', '',  Anywhere"})
  void theLongestApplicablePrefixWins(String number, String country, String caller, String destination) {
    DeckRow row = TABLE.find(new PhoneNumber(number, country), caller, Instant.parse("2026-11-23T12:00:00Z"));
    assertThat(row).isNotNull().extracting(DeckRow::destination).isEqualTo(destination);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:00Z, Germany",
    "2026-11-23T18:59:59Z, Germany",
    "2026-11-23T19:00:00Z, Germany night",
    "2026-11-24T06:59:59Z, Germany night",
    "2026-11-24T07:00:00Z, Germany",
    // Friday's night runs into Saturday, but the weekend is the narrower window.
    "2026-11-27T22:59:59Z, Germany night",
    "2026-11-28T06:59:59Z, Germany weekend",
    "2026-11-28T07:00:00Z, Germany weekend",
    "2026-11-29T22:59:59Z, Germany weekend",
    // Sunday's night is none of the week's.
    "2026-11-29T23:00:00Z, Germany",
    // Summer time: 20:00 in Berlin is 18:00 UTC.
    "2026-07-01T18:00:00Z, Germany night"})
  void windowsAreHalfOpenAndBelongToTheDayTheyStartOn(Instant answer, String destination) {
    DeckRow row = TABLE.find(new PhoneNumber("+4930123456", "DE"), "", answer);
    assertThat(row).isNotNull().extracting(DeckRow::destination).isEqualTo(destination);
  }

  @Test
  void aRejectedNumberHasNoPrice() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    assertThat(TABLE.prices(new PhoneNumber("+33901234567", "FR"), now)).isFalse();
    assertThat(TABLE.prices(new PhoneNumber("+33123456789", "FR"), now)).isTrue();
    assertThat(TABLE.expect(new PhoneNumber("+33901234567", "FR"), "", now).isRejected()).isTrue();
  }

  @Test
  void withoutARowThereIsNoPrice() {
    DeckTable table = DeckTable.parse("prefix,destination,price_per_minute\n33,France,0.05\n".getBytes(
        StandardCharsets.UTF_8));
    assertThat(table.prices(new PhoneNumber("+12015550123", "US"), Instant.EPOCH)).isFalse();
  }

  @Test
  void aBadRowIsNamedByItsLine() {
    byte[] csv = "prefix,destination,price_per_minute\n33,France,cheap\n".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException().isThrownBy(() -> DeckTable.parse(csv)).withMessageContaining("line 2");
  }

  @Test
  void anotherCurrencyIsRefused() {
    byte[] csv = "prefix,destination,price_per_minute,currency\n33,France,1,EUR\n".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException().isThrownBy(() -> DeckTable.parse(csv)).withMessageContaining("EUR");
  }
}
