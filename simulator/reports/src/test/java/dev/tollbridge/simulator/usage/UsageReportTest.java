package dev.tollbridge.simulator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.v1.CallType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real exports have been found to contain. */
class UsageReportTest {
  private static final String HEADER = "UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,"
      + "User Display Name,Caller ID,Call Type,Number Type,Domestic/International,Destination Dialed,"
      + "Destination Number,Start Time,End Time,Duration Seconds,Connection Fee,Charge,Currency,Capability\n";
  private static final String ROW = "u1,c1,42,US,oid,ann@acme.example,\"Abara, Ann\",+12015550100,conf_in,Toll,"
      + "Domestic,United States,+12015550123,2026-10-05T08:00:00Z,2026-10-05T08:01:35Z,95,0.00,0.02,USD,MCOMEETACPEA\n";

  @TempDir
  private Path folder;

  @Test
  void aRowDescribesACall() throws IOException {
    assertThat(read(HEADER + ROW)).singleElement().isEqualTo(new Row.Good(2, ROW.strip(),
        new UsageCall("u1", "c1", "42", "oid", "ann@acme.example", CallType.CALL_TYPE_TOLL_DIAL_IN, "+12015550123",
            "+12015550100", "United States", Instant.parse("2026-10-05T08:00:00Z"),
            Instant.parse("2026-10-05T08:01:35Z"), 95, new BigDecimal("0.02"), "USD", "MCOMEETACPEA")));
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, false", "UTF-8, true", "UTF-16LE, true", "UTF-16BE, true"})
  void marksAndCharsetsAreUnderstood(Charset charset, boolean mark) throws IOException {
    byte[] bytes = ((mark ? "\ufeff" : "") + HEADER + ROW.replace("Abara", "Núñez")).getBytes(charset);
    assertThat(calls(bytes)).extracting(UsageCall::usageId).containsExactly("u1");
  }

  @Test
  void aCompressedFileIsReadAsItIs() throws IOException {
    Path file = folder.resolve("usage.csv");
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows(file)).hasSize(1);
  }

  /** A compressed report truncated at every byte; cuts in the trailer lose no row, but are reported all the same. */
  @Test
  void aTruncatedCompressedFileIsReportedWithItsLastLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes, true)) {
      packed.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
      packed.flush();
      packed.write((ROW + ROW).getBytes(StandardCharsets.UTF_8));
    }
    for (int length = 2; length < bytes.size(); length++) {
      Path file = Files.write(folder.resolve("usage.csv.gz"), Arrays.copyOf(bytes.toByteArray(), length));
      assertThatIllegalArgumentException().as("%d bytes", length).isThrownBy(() -> rows(file))
          .withMessageMatching("is truncated gzip: it ends after line [0-4]|is not a usage report: .*");
    }
    Path cut = Files.write(folder.resolve("usage.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1));
    assertThatIllegalArgumentException().isThrownBy(() -> rows(cut)).withMessageEndingWith("after line 4");
  }

  @Test
  void aDamagedCompressedFileIsReported() throws IOException {
    Path file = Files.write(folder.resolve("usage.csv.gz"), new byte[]{0x1f, (byte) 0x8b, 7, 1, 2, 3, 4, 5, 6, 7, 8});
    assertThatIllegalArgumentException().isThrownBy(() -> rows(file)).withMessageStartingWith("is not a usage report");
  }

  @ParameterizedTest
  @CsvSource({"'\t'", "';'", "'|'"})
  void otherDelimitersAreFoundByTheHeader(char delimiter) throws IOException {
    String text = (HEADER + ROW.replace("\"Abara, Ann\"", "Ann")).replace(',', delimiter);
    assertThat(calls(text)).extracting(UsageCall::charge).containsExactly(new BigDecimal("0.02"));
  }

  @Test
  void columnsAreFoundByTheirTitles() throws IOException {
    String text = """
        note,CHARGE,end_time,"Start Time",callType,Destination number,caller id,usageid
        x,1.5,2026-10-05T08:01:00Z,2026-10-05T08:00:00Z,CONF_OUT,+33142685300,,u9
        """;
    assertThat(calls(text)).singleElement().satisfies(call -> {
      assertThat(call.usageId()).isEqualTo("u9");
      assertThat(call.isDialOut()).isTrue();
      assertThat(call.remoteNumber()).isEqualTo("+33142685300");
      assertThat(call.durationSeconds()).isEqualTo(60);
      assertThat(call.organizerId()).isEmpty();
    });
  }

  @Test
  void anExactChargeOutranksTheRoundedOne() throws IOException {
    String text = HEADER.strip() + ",Connection Fee Micros,Charge Micros\n" + ROW.strip() + ",0,15833\n" + ROW;
    assertThat(calls(text)).extracting(UsageCall::charge).containsExactly(new BigDecimal("0.015833"),
        new BigDecimal("0.02"));
  }

  @Test
  void theApostropheBeforeAFormulaIsRemoved() throws IOException {
    assertThat(calls(HEADER + ROW.replace("+12015550100", "'=cmd()").replace("u1", "''x")))
        .singleElement().satisfies(call -> {
          assertThat(call.remoteNumber()).isEqualTo("=cmd()");
          assertThat(call.usageId()).isEqualTo("'x");
        });
  }

  @Test
  void lineEndsMayBeMixedAndBlankLinesAreNoRows() throws IOException {
    String text = "\n" + HEADER.strip() + "\r\n" + ROW.strip() + "\r\r\n\n" + ROW.replace("u1", "u2");
    assertThat(read(text)).extracting(Row::line).containsExactly(3L, 6L);
  }

  @Test
  void aQuotedFieldMayHaveQuotesAndLineBreaks() throws IOException {
    String text = HEADER + ROW.replace("\"Abara, Ann\"", "\"Ann\n\"\"the\"\" Abara\"") + ROW.replace("u1", "u2");
    assertThat(read(text)).extracting(Row::line).containsExactly(2L, 4L);
    assertThat(read(text).getFirst().text()).contains("\"Ann\n\"\"the\"\" Abara\"");
  }

  @Test
  void aSlippedQuoteSpoilsItsOwnRowOnly() throws IOException {
    String open = ROW.replace("\"Abara, Ann\"", "\"Abara");
    assertBad(read(HEADER + open + ROW), "a quote is never closed", "there is text after a closing quote");
    assertBad(read(HEADER + ROW.replace("\"Abara, Ann\"", "\"Abara\" Ann") + ROW),
        "there is text after a closing quote");
    assertBad(read(HEADER + open + ROW.replace("\"Abara, Ann\"", "Ann").repeat(30)), "a quote is never closed");
  }

  private static void assertBad(List<Row> rows, String... reasons) {
    assertThat(rows.getFirst()).isInstanceOfSatisfying(Row.Bad.class,
        bad -> assertThat(bad.reason()).isIn((Object[]) reasons));
    assertThat(rows.subList(1, rows.size())).isNotEmpty().allMatch(Row.Good.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "conf_in|conf|Call Type conf is not a conferencing call: conf_in or conf_out",
    "conf_in|Doe|Call Type Doe is not a conferencing call: conf_in or conf_out",
    "conf_in||Call Type is empty",
    "2026-10-05T08:00:00Z|2026-10-05|Start Time '2026-10-05' is not a time such as 2026-10-05T08:00:00Z",
    "2026-10-05T08:00:00Z||Start Time is empty",
    "2026-10-05T08:00:00Z|2026-10-05T09:00:00Z|End Time is before Start Time",
    "95,0.00|97,0.00|Duration Seconds is 97, but End Time is only 95 s after Start Time",
    "95,0.00|-1,0.00|Duration Seconds '-1' is not a number of seconds",
    "0.02|free|Charge 'free' is not an amount such as 0.51, with at most 6 decimals",
    "0.02|-0.02|Charge '-0.02' is not an amount such as 0.51, with at most 6 decimals",
    "0.02|0.0200001|Charge '0.0200001' is not an amount such as 0.51, with at most 6 decimals"})
  void aBadFieldIsNamed(String good, String bad, String reason) throws IOException {
    String text = HEADER + ROW + ROW.replace(good, bad == null ? "" : bad) + ROW;
    assertThat(read(text)).hasSize(3).element(1).isEqualTo(
        new Row.Bad(3, ROW.replace(good, bad == null ? "" : bad).strip(), reason, false));
  }

  @Test
  void aShortRowLacksItsLastFields() throws IOException {
    assertThat(read(HEADER + "u1,c1\n")).singleElement()
        .isEqualTo(new Row.Bad(2, "u1,c1", "Call Type is empty", false));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-05T08:00:00.0000000Z, 95, 2026-10-05T08:00:00Z",
    "2026-10-05 08:00:00, 95, 2026-10-05T08:00:00Z",
    "2026-10-05T10:00:00+02:00, 95, 2026-10-05T08:00:00Z",
    "2026-10-05T08:00:00Z, '', 2026-10-05T08:00:00Z",
    // It rang for half a minute first.
    "2026-10-05T08:00:00Z, 65, 2026-10-05T08:00:30Z",
    "2026-10-05T08:00:00Z, 96, 2026-10-05T08:00:00Z"})
  void aCallIsAnsweredItsDurationBeforeItsEnd(String start, String duration, Instant answer) throws IOException {
    String text = HEADER + ROW.replace("2026-10-05T08:00:00Z", start).replace(",95,", "," + duration + ",");
    assertThat(calls(text)).extracting(UsageCall::answer).containsExactly(answer);
  }

  @ParameterizedTest
  @CsvSource({"Toll-Free", "TollFree", "toll free", "Service (freephone)"})
  void tollFreeHasManySpellings(String numberType) throws IOException {
    assertThat(calls(HEADER + ROW.replace(",Toll,", "," + numberType + ","))).extracting(UsageCall::callType)
        .containsExactly(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "''|is empty",
    "'a,b,c'|has no header row with the titles of a usage report",
    "'{\"usageId\":\"1\"}'|has JSON lines; a report in CSV is needed",
    "'UsageId,Call Type,Start Time,End Time'|has no column Caller ID, Destination Number",
    "'Call Type,Start Time,Caller ID,Destination Number'|has neither a column End Time nor Duration Seconds"})
  void aFileThatIsNoReportIsRefused(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), text);
    assertThatIllegalArgumentException().isThrownBy(() -> UsageReport.open(file, DateOrder.UNSTATED))
        .withMessage(reason);
  }

  @Test
  void anEndlessLineIsOneBadRow() throws IOException {
    assertThat(read(HEADER + "x".repeat(200_000) + "\n" + ROW)).satisfiesExactly(
        bad -> assertThat(((Row.Bad) bad).reason()).isEqualTo("the line is too long"),
        good -> assertThat(good).isInstanceOf(Row.Good.class));
  }

  @ParameterizedTest
  @CsvSource({"+4930123***, +4930123000, DE", "+1809555****, +18095550000, DO", "4930123456, +4930123456, DE",
    "anonymous, anonymous, ''", "112, 112, ''", "+80012345678, +80012345678, ''",
    "+1212*******, +12122222222, US", "+4420*******, +442000000000, GB"})
  void maskedNumbersStillHaveACountry(String text, String completed, String country) {
    assertThat(new NumberCountries().find(text))
        .isEqualTo(new PhoneNumber(completed, country));
  }

  private List<UsageCall> calls(String text) throws IOException {
    return calls(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<UsageCall> calls(byte[] bytes) throws IOException {
    return rows(Files.write(folder.resolve("usage.csv"), bytes)).stream().map(row -> ((Row.Good) row).call()).toList();
  }

  private List<Row> read(String text) throws IOException {
    return rows(Files.writeString(folder.resolve("usage.csv"), text));
  }

  private static List<Row> rows(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (UsageReport report = UsageReport.open(file, DateOrder.UNSTATED)) {
      for (Row row = report.next(); row != null; row = report.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
