package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.tariff.CallType;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that can never match, and rows that only look wrong. */
class DeckWarningsTest {
  private static final String HEADER = "prefix,country,caller_country,min_digits,max_digits,time_zone,days,from_time,"
      + "to_time,destination,price_per_minute,connection_fee,initial_increment_seconds,recurring_increment_seconds,"
      + "currency\n";

  /** The rows as their conditions: the first columns of the header. */
  private static List<String> warnings(CallType callType, String... conditions) {
    return read(callType, conditions).warnings().stream().map(
        warning -> warning.line() + " " + warning.reason().name().substring("RATE_DECK_WARNING_REASON_".length()) + " "
            + warning.message())
        .toList();
  }

  private static RateDeckFile read(CallType callType, String... conditions) {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    csv.append(ByteString.copyFromUtf8(HEADER + String.join(",x,1,0,60,60,USD\n", conditions) + ",x,1,0,60,60,USD\n"));
    return csv.finish(callType, Instant.parse("2026-03-02T12:00:00Z"));
  }

  private static String refusal(CallType callType, String conditions) {
    return String.valueOf(Assertions.catchThrowableOfType(StatusRuntimeException.class,
        () -> read(callType, conditions)).getStatus().getDescription());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          DIAL_OUT           | 44,US,,,,,,,     | row 2: country: no number that begins with 44 is in US, whose calling code is 1
          TOLL_DIAL_IN       | 44,US,,,,,,,     | row 2: country: no number that begins with 44 is in US, whose calling code is 1
          DIAL_OUT           | 2,US,,,,,,,      | row 2: country: no number that begins with 2 is in US, whose calling code is 1
          DIAL_OUT           | 800,CH,,,,,,,    | row 2: country: no number that begins with 800 is in CH, whose calling code is 41
          DIAL_OUT           | 44,,US,,,,,,     | row 2: caller_country: US never applies: only toll-free calls are priced by the caller's country
          TOLL_DIAL_IN       | 44,,US,,,,,,     | row 2: caller_country: US never applies: only toll-free calls are priced by the caller's country
          DIAL_OUT           | 4420,,,,3,,,,    | row 2: max_digits: 3 is fewer than the prefix has: no number can match
          DIAL_OUT           | 044,,,,,,,,      | row 2: prefix: "044" begins with 0, as no number does: begin with the calling code, without 00
          DIAL_OUT           | 4412345678901234,,,,,,,, | row 2: prefix: "4412345678901234" is not 0 to 15 digits
          """)
  void whatCanNeverMatchIsRefused(CallType callType, String conditions, String refusal) {
    assertThat(refusal(callType, conditions)).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          DIAL_OUT           | 1212,CA,,,,,,,  | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 1212 is in CA
          DIAL_OUT           | 1416,US,,,,,,,  | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 1416 is in US
          DIAL_OUT           | 1800,CA,,,,,,,  | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 1800 is in CA
          DIAL_OUT           | 7495,KZ,,,,,,,  | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 7495 is in KZ
          DIAL_OUT           | 441481,GB,,,,,,, | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 441481 is in GB
          DIAL_OUT           | 672,AQ,,,,,,,   | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 672 is in AQ
          DIAL_OUT           | 210,US,,,,,,,   | 2 COUNTRY_WITHOUT_NUMBERS country: by the numbering plans, no number that begins with 210 is in US
          TOLL_FREE_DIAL_IN  | 1800,,AQ,,,,,,  | 2 COUNTRY_WITHOUT_NUMBERS caller_country: by the numbering plans, no caller's number is in AQ
          DIAL_OUT           | ,,,,,,,,        | 2 ANY_NUMBER prefix: is empty; the row is for every number that no other row is for
          DIAL_OUT           | 12125550123456,,,,,,,, | 2 LONG_PREFIX prefix: 12125550123456 has 14 digits, numbers there at most 11
          """)
  void whatNoNumberFitsIsWarnedOf(CallType callType, String conditions, String warning) {
    assertThat(warnings(callType, conditions)).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      DIAL_OUT          | 1,CA,,,,,,,
      DIAL_OUT          | 1,PR,,,,,,,
      DIAL_OUT          | 1,DO,,,,,,,
      DIAL_OUT          | 1416,CA,,,,,,,
      DIAL_OUT          | 1787,PR,,,,,,,
      DIAL_OUT          | 1809,DO,,,,,,,
      DIAL_OUT          | 18,US,,,,,,,
      DIAL_OUT          | 77,KZ,,,,,,,
      DIAL_OUT          | 7,RU,,,,,,,
      DIAL_OUT          | 441481,GG,,,,,,,
      DIAL_OUT          | 447624,IM,,,,,,,
      DIAL_OUT          | 447,GB,,,,,,,
      DIAL_OUT          | 39,VA,,,,,,,
      DIAL_OUT          | 3906698,VA,,,,,,,
      DIAL_OUT          | 3906,IT,,,,,,,
      DIAL_OUT          | 383,XK,,,,,,,
      DIAL_OUT          | 38,UA,,,,,,,
      DIAL_OUT          | *,FR,,,,,,,
      DIAL_OUT          | 49151,DE,,,,,,,
      TOLL_FREE_DIAL_IN | 800,CH,US,,,,,,
      TOLL_FREE_DIAL_IN | 1800,,CA,,,,,,
      """)
  void whatFitsIsNot(CallType callType, String conditions) {
    assertThat(warnings(callType, conditions.replace("*", ""))).isEmpty();
  }

  @Test
  void aRowThatAnotherOneHidesIsWarnedOf() {
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,,,,", "44,,,,15,,,,")).containsExactly(
        "3 HIDDEN_ROW never applies: row 2 of the same prefix comes before it for every number and at all times");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,UTC,1-5,00:00,24:00", "44,,,,,UTC,\"6,7\",00:00,24:00",
        "44,,,,,,,,")).containsExactly(
            "4 HIDDEN_ROW never applies: 2 rows of the same prefix come before it for every number and at all times");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,1,11,,,,", "44,,,12,15,,,,", "44,,,,,,,,")).containsExactly(
        "4 HIDDEN_ROW never applies: 2 rows of the same prefix come before it for every number and at all times");
  }

  @Test
  void anUnboundedRowBeforeABoundedOneIsWarnedOf() {
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,,,,", "44,,,11,12,,,,")).containsExactly(
        "3 OVERLAPPING_BOUNDS its bounds allow lengths of numbers that row 2 of the same prefix allows, too:"
            + " row 3, the narrower, applies to them");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,11,12,,,,", "44,,,,,,,,")).isEmpty();
    assertThat(warnings(CallType.DIAL_OUT, "44,,,5,10,,,,", "44,,,8,12,,,,")).singleElement().asString()
        .startsWith("3 OVERLAPPING_BOUNDS").endsWith("row 3, the narrower, applies to them");
  }

  @Test
  void timeWindowsThatOverlapAreWarnedOf() {
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,,,,", "44,,,,,Europe/London,1-5,20:00,08:00",
        "44,,,,,Europe/London,\"6,7\",00:00,24:00")).containsExactly(
            "4 OVERLAPPING_WINDOWS its time window overlaps that of row 3 of the same prefix in 8:00 h a week:"
                + " then row 4, the narrower, applies");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,UTC,1,08:00,09:00", "44,,,,,UTC,1,08:30,09:30")).containsExactly(
        "3 OVERLAPPING_WINDOWS its time window overlaps that of row 2 of the same prefix in 0:30 h a week:"
            + " then row 2, which comes first in the file, applies");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,UTC,7,23:00,01:00", "44,,,,,Europe/Berlin,1,01:30,01:45"))
        .singleElement().asString().startsWith("3 OVERLAPPING_WINDOWS").contains("0:15 h a week");
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,UTC,1-5,08:00,20:00", "44,,,,,UTC,1-5,20:00,08:00")).isEmpty();
    assertThat(warnings(CallType.DIAL_OUT, "44,,,,,UTC,1,08:00,20:00", "4420,,,,,UTC,1,08:00,20:00")).isEmpty();
  }

  @Test
  void warningsAreOfTheFirstThousandRows() {
    String[] rows = IntStream.range(0, 2_000).mapToObj(i -> "1212" + (1_000 + i) + ",CA,,,,,,,")
        .toArray(String[]::new);
    assertThat(read(CallType.DIAL_OUT, rows).warnings()).hasSize(DeckWarnings.MAX_WARNINGS);
  }
}
