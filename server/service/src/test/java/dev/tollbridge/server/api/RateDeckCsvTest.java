package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.TimeWindow;
import dev.tollbridge.server.rpc.ErrorDetails;
import dev.tollbridge.server.rpc.Violations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateDeckCsvTest {
  private static final String REQUIRED = "prefix,destination,price_per_minute,connection_fee,"
      + "initial_increment_seconds,recurring_increment_seconds,currency";
  private static final String OPTIONAL = ",country,caller_country,action,min_digits,max_digits,time_zone,days,"
      + "from_time,to_time";
  private static final String ROW = "33,France,0.02,0.005,60,6,USD";

  @Test
  void readsRequiredColumns() {
    RateDeckFile file = read(REQUIRED + "\n" + ROW + "\n,\"Any, where\",1,0,1,3600,USD\n");
    assertThat(file.currency()).isEqualTo("USD");
    assertThat(file.rates()).containsExactly(
        new Rate("33", "France", 20_000, 5_000, new Increments(60, 6), "", "", false, 0, 0, null),
        new Rate("", "Any, where", 1_000_000, 0, new Increments(1, 3_600), "", "", false, 0, 0, null));
  }

  @Test
  void readsOptionalColumns() {
    RateDeckFile file = read(REQUIRED + OPTIONAL + "\n" + ROW + ",FR,US,price,9,11,Europe/Paris,\"1-3,7\",08:00,18:30\n"
        + "338,Premium,,,,,USD,,,reject,,,,,,\n");
    TimeWindow window = new TimeWindow("Europe/Paris", 0b100_0111, 480, 1_110);
    assertThat(file.rates()).containsExactly(
        new Rate("33", "France", 20_000, 5_000, new Increments(60, 6), "FR", "US", false, 9, 11, window),
        new Rate("338", "Premium", 0, 0, Increments.EVERY_MINUTE, "", "", true, 0, 0, null));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Europe/Paris | ''    | ''    | ''    | 127 | 0    | 1440
      UTC          | 1-5   | 18:00 | 08:00 | 31  | 1080 | 480
      UTC          | 6,7   | 00:00 | 24:00 | 96  | 0    | 1440
      UTC          | 3     | 22:00 | 00:00 | 4   | 1320 | 1440
      UTC          | 1, 1  | 23:59 | 00:01 | 1   | 1439 | 1
      """)
  void readsTimeWindows(String zone, String days, String from, String to, int dayBits, int fromMinute,
      int toMinute) {
    RateDeckFile file = read(REQUIRED + ",time_zone,days,from_time,to_time\n" + ROW
        + ",%s,\"%s\",%s,%s\n".formatted(zone, days, from, to));
    assertThat(file.rates().getFirst().window())
        .isEqualTo(new TimeWindow(zone, dayBits, fromMinute, toMinute));
  }

  @Test
  void findsColumnsByNameInAnyCaseAndOrder() {
    RateDeckFile file = read("Currency, PREFIX ,Recurring_Increment_Seconds,initial_increment_seconds,connection_fee,"
        + "price_per_minute,Destination\nUSD, 33 ,6,60,0.005,0.02,France");
    assertThat(file.rates()).isEqualTo(read(REQUIRED + "\n" + ROW).rates());
  }

  @Test
  void chunksMayEndAnywhere() {
    byte[] bytes = (REQUIRED + "\r\n\"33\",Îles 𝄞,0.02,0.005,60,6,USD\r\n").getBytes(StandardCharsets.UTF_8);
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    for (byte b : bytes) {
      csv.append(ByteString.copyFrom(new byte[]{b}));
    }
    RateDeckFile file = finish(csv);
    assertThat(file.rates().getFirst().destination()).isEqualTo("Îles 𝄞");
    assertThat(file).isEqualTo(read(ByteString.copyFrom(bytes)));
  }

  @Test
  void contentHashIsOfTheBytes() {
    assertThat(read(REQUIRED + "\n" + ROW).contentSha256())
        .isEqualTo("7a5e20ee0dc56b0ded5086ef674b44ab89c1876264fab1d2746c5e87bcf751a1");
  }

  @Test
  void byteOrderMarkIsAccepted() {
    assertThat(read("\uFEFF" + REQUIRED + "\n" + ROW).rates()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          3x,France,0.02,0,60,6,USD        | row 2: prefix: "3x" is not 0 to 15 digits
          ++3,France,0.02,0,60,6,USD       | row 2: prefix: "++3" is not 0 to 15 digits
          +,France,0.02,0,60,6,USD         | row 2: prefix: "+" is not 0 to 15 digits
          0044,UK,0.02,0,60,6,USD          | row 2: prefix: "0044" begins with 0, as no number does: begin with the calling code, without 00
          4.47E+11,UK,0.02,0,60,6,USD      | row 2: prefix: "4.47E+11" was changed by a spreadsheet: format the column as text
          1234567890123456,F,1,0,60,6,USD  | row 2: prefix: "1234567890123456" is not 0 to 15 digits
          33,,0.02,0,60,6,USD              | row 2: destination: is required
          33,France,abc,0,60,6,USD         | row 2: price_per_minute: "abc" is not a decimal with at most 6 decimals
          33,France,0.0000001,0,60,6,USD   | row 2: price_per_minute: "0.0000001" is not a decimal with at most 6 decimals
          33,France,1e3,0,60,6,USD         | row 2: price_per_minute: "1e3" is not a decimal with at most 6 decimals
          33,France,-1,0,60,6,USD          | row 2: price_per_minute: "-1" is not from 0 to 1000000.00
          33,France,1000001,0,60,6,USD     | row 2: price_per_minute: "1000001" is not from 0 to 1000000.00
          33,France,.,0,60,6,USD           | row 2: price_per_minute: "." is not a decimal with at most 6 decimals
          33,France,"1,234",0,60,6,USD     | row 2: price_per_minute: "1,234" has a comma that may be between thousands or before decimals: use a point
          33,France,"1,234.5",0,60,6,USD   | row 2: price_per_minute: "1,234.5" has a comma and a point: write it without the one between thousands
          33,France,,0,60,6,USD            | row 2: price_per_minute: is required
          33,France,0.02,,60,6,USD         | row 2: connection_fee: is required
          33,France,0.02,0,0,6,USD         | row 2: initial_increment_seconds: "0" is not a whole number from 1 to 3600
          33,France,0.02,0,60,3601,USD     | row 2: recurring_increment_seconds: "3601" is not a whole number from 1 to 3600
          33,France,0.02,0,60,6,usd        | row 2: currency: "usd" is not an ISO 4217 code such as USD
          33,France,0.02,0,60,6            | row 2: has 6 cells, the header has 7
          33,France,0.02,0,60,6,USD,1      | row 2: has 8 cells, the header has 7: a separator within a cell, such as a decimal comma, needs quotes around the cell
          """)
  void namesRowAndColumnOfABadCell(String row, String violation) {
    assertThat(violations(REQUIRED + "\n" + row)).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      country        | UK        | row 2: country: "UK" is not an ISO 3166 alpha-2 code such as US
      caller_country | us        | row 2: caller_country: "us" is not an ISO 3166 alpha-2 code such as US
      action         | deny      | row 2: action: "deny" is not price or reject
      min_digits     | 16        | row 2: min_digits: "16" is not a whole number from 0 to 15
      max_digits     | -1        | row 2: max_digits: "-1" is not a whole number from 0 to 15
      min_digits,max_digits | 9,8 | row 2: max_digits: is below min_digits
      max_digits     | 1         | row 2: max_digits: 1 is fewer than the prefix has: no number can match
      country        | US        | row 2: country: no number that begins with 33 is in US, whose calling code is 1
      time_zone      | CEST      | row 2: time_zone: "CEST" is not an IANA time zone such as Europe/Berlin
      time_zone      | +01:00    | row 2: time_zone: "+01:00" is not an IANA time zone such as Europe/Berlin
      days           | 1-5       | row 2: time_zone: is required
      time_zone,days | UTC,0     | row 2: days: "0" is not days 1 (Monday) to 7 such as 1-5 or 6,7
      time_zone,days | UTC,5-1   | row 2: days: "5-1" is not days 1 (Monday) to 7 such as 1-5 or 6,7
      time_zone,days | UTC,Mon   | row 2: days: "Mon" is not days 1 (Monday) to 7 such as 1-5 or 6,7
      time_zone,from_time | UTC,24:00 | row 2: from_time: "24:00" is not a time from 00:00 to 23:59
      time_zone,from_time | UTC,8     | row 2: from_time: "8" is not a time from 00:00 to 23:59
      time_zone,to_time   | UTC,24:01 | row 2: to_time: "24:01" is not a time from 00:00 to 24:00
      """)
  void namesABadOptionalCell(String columns, String cells, String violation) {
    assertThat(violations(REQUIRED + "," + columns + "\n" + ROW + "," + cells)).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          prefix,Prefix,colour,destination,price_per_minute | file: the header in row 1, read as separated by commas, has prefix twice, and lacks connection_fee, initial_increment_seconds, recurring_increment_seconds, currency, and has the unknown column "colour"
          Carrier's rates of 2026                           | file: row 1 is not the header of a rate deck, such as prefix, destination, price_per_minute: "Carrier's rates of 2026"
          44;UK;0,015;0;60;60;USD                           | file: row 1 is not the header of a rate deck, such as prefix, destination, price_per_minute: "44;UK;0,015;0;60;60;USD"
          """)
  void saysInOneSentenceWhatIsWrongWithTheHeader(String header, String violation) {
    assertThat(violations(header + "\n" + ROW)).containsExactly(violation);
  }

  @Test
  void saysWhereTheEffectiveTimeBelongs() {
    assertThat(violations(REQUIRED + ",effective_date\n" + ROW + ",2026-12-01")).singleElement().asString()
        .startsWith("file: ").contains("\"effective_date\"").contains("effective time of its import");
  }

  @Test
  void namesBothRowsOfADuplicate() {
    assertThat(violations(REQUIRED + "\n" + ROW + "\n34,Spain,1,0,60,60,USD\n33,Elsewhere,1,0,60,60,USD"))
        .containsExactly("row 4: prefix: \"33\" is in row 2 under the same conditions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FR,,,,,,,", ",US,,,,,,", ",,5,,,,,", ",,,9,,,,", ",,,,UTC,,,", ",,,,UTC,1,,"})
  void rowsWithOtherConditionsAreNoDuplicates(String conditions) {
    String header = REQUIRED + ",country,caller_country,min_digits,max_digits,time_zone,days,from_time,to_time\n";
    assertThat(read(header + ROW + ",,,,,,,,\n" + ROW + "," + conditions).rates()).hasSize(2);
  }

  @Test
  void currenciesMayNotBeMixed() {
    assertThat(violations(REQUIRED + "\n" + ROW + "\n34,Spain,1,0,60,60,EUR"))
        .containsExactly("row 3: currency: EUR differs from USD in row 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", "\r\n\r\n"})
  void anEmptyFileIsRefused(String csv) {
    assertThat(violations(csv)).containsExactly("file: is empty");
  }

  @Test
  void aFileWithoutRatesIsRefused() {
    assertThat(violations(REQUIRED + "\n")).containsExactly("file: has no rates");
  }

  @Test
  void anUnclosedQuoteIsRefused() {
    assertThat(violations(REQUIRED + "\n" + ROW + "\n34,\"Spain,1,0,60,60,USD\n"))
        .containsExactly("file: cannot be read after row 2: a quote is not closed or a cell is too long");
  }

  @Test
  void anEndlessCellIsRefused() {
    assertThat(violations(REQUIRED + "\n34," + "x".repeat(1_000_000) + ",1,0,60,60,USD\n"))
        .containsExactly("file: cannot be read after row 1: a quote is not closed or a cell is too long");
  }

  @Test
  void stopsAtAHundredViolations() {
    assertThat(violations(REQUIRED + "\n" + "x,France,0.02,0,60,6,USD\n".repeat(150))).hasSize(100).last()
        .isEqualTo("row 101: prefix: \"x\" is not 0 to 15 digits");
  }

  @Test
  void rowsAreNumberedAsLinesOfTheFile() {
    assertThat(violations(REQUIRED + "\r\n\r\n33,\"a\r\nb\",0.02,0,60,6,USD\r\nx,c,0.02,0,60,6,USD"))
        .containsExactly("row 5: prefix: \"x\" is not 0 to 15 digits");
  }

  @Test
  void textsThatShowOtherwiseThanTheyAreWrittenAreRefused() {
    String rest = ",0.02,0,60,6,USD\n";
    assertThat(violations(REQUIRED + "\n33,Fr\u202Eance" + rest + "34,Sp\u0007ain" + rest + "35,Por\u2028tugal" + rest))
        .containsExactly("row 2: destination: \"Fr ance\" has the control character U+202E",
            "row 3: destination: \"Sp ain\" has the control character U+0007",
            "row 4: destination: \"Por tugal\" has the control character U+2028");
    assertThat(read(REQUIRED + "\n33,\"a\r\nb\"" + rest).rates().getFirst().destination()).isEqualTo("a b");
  }

  @Test
  void theErrorNamesTheViolations() {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    csv.append(ByteString.copyFromUtf8(REQUIRED + "\n" + "x,France,0.02,0,60,6,USD\n".repeat(2)));
    StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, () -> finish(csv));
    assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(ErrorDetails.info(error).getReason()).isEqualTo("INVALID_RATE_DECK");
    assertThat(ErrorDetails.of(error, BadRequest.class).getFieldViolationsList())
        .extracting(violation -> violation.getField() + ": " + violation.getDescription())
        .containsExactly("row 2: prefix: \"x\" is not 0 to 15 digits", "row 3: prefix: \"x\" is not 0 to 15 digits");
  }

  @Test
  void tooManyBytesExhaustALimit() {
    RateDeckCsv csv = new RateDeckCsv(200, 10);
    csv.append(ByteString.copyFrom(new byte[150]));
    csv.append(ByteString.copyFrom(new byte[50]));
    StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class,
        () -> csv.append(ByteString.copyFromUtf8("x")));
    assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(error).hasMessageContaining("more than 200 bytes");
    assertThat(ErrorDetails.info(error).getMetadataMap()).containsEntry("max_bytes", "200");
  }

  @ParameterizedTest
  @CsvSource({"9,false", "10,false", "11,true"})
  void tooManyRowsExhaustALimit(int rowCount, boolean refused) {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_BYTES, 10);
    csv.append(ByteString.copyFromUtf8(REQUIRED + "\n"));
    for (int row = 1; row <= rowCount; row++) {
      csv.append(ByteString.copyFromUtf8(row + ",x,1,0,60,60,USD\n"));
    }
    if (refused) {
      assertThatThrownBy(() -> finish(csv)).hasMessageContaining("RESOURCE_EXHAUSTED").hasMessageContaining("10 rows");
    } else {
      assertThat(finish(csv).rates()).hasSize(rowCount);
    }
  }

  private static RateDeckFile read(String csv) {
    return read(ByteString.copyFromUtf8(csv));
  }

  private static RateDeckFile read(ByteString bytes) {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    csv.append(bytes);
    return finish(csv);
  }

  private static RateDeckFile finish(RateDeckCsv csv) {
    return csv.finish(CallType.TOLL_FREE_DIAL_IN, Instant.EPOCH);
  }

  private static List<String> violations(String csv) {
    return violations(ByteString.copyFromUtf8(csv));
  }

  private static List<String> violations(ByteString bytes) {
    RateDeckCsv csv = new RateDeckCsv(RateDeckCsv.MAX_ROWS);
    csv.append(bytes);
    assertThatThrownBy(() -> finish(csv)).isInstanceOf(StatusRuntimeException.class);
    return csv.violations().stream().map(Violations.Violation::toString).toList();
  }
}
