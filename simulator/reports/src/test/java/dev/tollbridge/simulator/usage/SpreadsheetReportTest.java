package dev.tollbridge.simulator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollbridge.v1.CallType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports as the vendor packs them, and as databases and spreadsheets save them. */
class SpreadsheetReportTest {
  private static final String HEADER = "UsageId,UPN,User Display Name,Caller ID,Call Type,Number Type,"
      + "Destination Number,Start Time,End Time,Duration Seconds,Charge,Currency\n";
  private static final String OUT = "u1,ann@acme.example,Núñez,+12065550100,conf_out,,+442071838750,"
      + "2026-11-20T08:00:00Z,2026-11-20T08:01:01Z,61,1.00,USD\n";
  private static final String IN = OUT.replace("u1", "u2").replace("conf_out,,+442071838750",
      "conf_in,Toll,+12065550199");

  @TempDir
  private Path folder;

  /** What was read of a file. */
  private record Reading(List<Row> rows, List<String> notes) {
    List<UsageCall> calls() {
      return rows.stream().map(row -> ((Row.Good) row).call()).toList();
    }
  }

  @Test
  void theVendorsZipIsReadAsItIs() throws IOException {
    Path zip = zip("parameters.json", "{}", "export/Other.csv", "a", "export/PSTN.calls.2026.csv", HEADER + OUT + IN);
    assertThat(read(zip).calls()).extracting(UsageCall::usageId).containsExactly("u1", "u2");
    assertThat(read(zip).notes()).isEmpty();
    assertThat(read(zip("DirectRouting.calls.csv", "a,b", "pstn.calls.1.CSV", HEADER + OUT)).calls()).hasSize(1);
    assertThat(read(zip("usage.csv", HEADER + OUT, "readme.md", "")).calls()).hasSize(1);
  }

  @Test
  void ofSeveralReportsInAZipTheOthersAreNamed() throws IOException {
    Reading reading = read(zip("PSTN.calls.1.csv", HEADER + OUT, "PSTN.calls.2.csv", HEADER + IN));
    assertThat(reading.calls()).extracting(UsageCall::usageId).containsExactly("u1");
    assertThat(reading.notes())
        .containsExactly("CAUTION: of the ZIP's 2 reports only PSTN.calls.1.csv was read, not PSTN.calls.2.csv.");
  }

  @Test
  void aZipWithoutAReportSaysWhatItHas() throws IOException {
    Path other = zip("a.csv", "", "b.csv", "");
    assertThatIllegalArgumentException().isThrownBy(() -> read(other))
        .withMessage("is a ZIP without a PSTN.calls*.csv; it has a.csv, b.csv");
    Path workbook = zip("[Content_Types].xml", "", "xl/workbook.xml", "");
    assertThatIllegalArgumentException().isThrownBy(() -> read(workbook)).withMessageContaining("save it as CSV");
    Path old = Files.write(folder.resolve("old.xls"), new byte[]{(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0});
    assertThatIllegalArgumentException().isThrownBy(() -> read(old)).withMessageContaining("save it as CSV");
  }

  @Test
  void aDamagedZipIsNoShortReport() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("PSTN.calls.csv", HEADER + OUT + IN));
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 30));
    assertThatIllegalArgumentException().isThrownBy(() -> read(cut)).withMessageContaining("cannot be opened");
    for (int i = 0; i < 8; i++) {
      byte[] wrong = bytes.clone();
      wrong[100 + 10 * i] ^= 0x10;
      Path damaged = Files.write(folder.resolve("damaged.zip"), wrong);
      assertThatIllegalArgumentException().isThrownBy(() -> read(damaged)).withMessageContaining("damaged ZIP");
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void charsetsAreFoundWithoutAMark(Charset charset) throws IOException {
    Reading reading = read((HEADER + OUT).getBytes(charset));
    assertThat(((Row.Good) reading.rows().getFirst()).text()).contains("Núñez");
    assertThat(reading.notes()).hasSize(charset.equals(Charset.forName("windows-1252")) ? 1 : 0)
        .allMatch(note -> note.contains("Windows-1252"));
  }

  /** A letter of several bytes at every position of the reader's buffer. */
  @Test
  void lettersMayLieAcrossBuffers() throws IOException {
    String rows = OUT.replace("Núñez", "Núñez €" + "𝄞").repeat(3000);
    for (int shift = 0; shift < 5; shift++) {
      Reading reading = read((HEADER + "x".repeat(shift) + rows).getBytes(StandardCharsets.UTF_8));
      assertThat(reading.rows()).hasSize(3000).allMatch(row -> row.text().contains("Núñez €𝄞"));
      assertThat(reading.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\n", "\"sep=;\"\n", "SEP=;\r\n\n", "PSTN usage;;;\n\n", ""})
  void linesAboveTheHeaderAreNoRows(String above) throws IOException {
    Reading reading = read(above + (HEADER + OUT).replace(',', ';').replace("1.00", "1,00"));
    assertThat(reading.calls()).extracting(UsageCall::charge).containsExactly(new BigDecimal("1"));
  }

  @Test
  void titlesMayHaveUnitsAndBlanksButNotBeEmpty() throws IOException {
    String header = HEADER.replace("Start Time", " Start  Time (UTC)").replace("Charge", "CHARGE (USD)").strip();
    assertThat(read(header + ",,,\n" + OUT.strip() + ",,,\n").calls()).extracting(UsageCall::callId)
        .containsExactly("");
  }

  @Test
  void emptiedRowsAndRepeatedHeadersAreNoRows() throws IOException {
    String blank = ",".repeat(11) + "\n";
    assertThat(read(HEADER + blank + OUT + HEADER + IN + " , ,\"\",NULL\n" + blank + ",,,,,,,,,,,,,,,\n").calls())
        .hasSize(2);
  }

  @Test
  void rowsThatWereQuotedOnceMoreAreUnwrapped() throws IOException {
    String header = "\"" + HEADER.strip() + "\"\n";
    String row = "\"" + OUT.replace("Núñez", "\"\"Núñez, Ann\"\"").strip() + "\"\n";
    assertThat(read(header + row).calls()).hasSize(1);
    assertThat(read(HEADER + row).calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NULL", "null", "(null)", "\\N", "None", "NaN", "N/A", "-", ""})
  void anAbsentChargeIsNone(String absent) throws IOException {
    assertThat(read(HEADER + OUT.replace(",1.00,", "," + absent + ",")).calls()).extracting(UsageCall::charge)
        .containsExactly((BigDecimal) null);
  }

  @Test
  void spellingsOfAGuidAreOneUsageId() throws IOException {
    String guid = "ABCDEF00-0000-4000-8000-00000000000a";
    String rows = OUT.replace("u1", guid) + OUT.replace("u1", guid.toLowerCase(Locale.ROOT))
        + OUT.replace("u1", "{" + guid + "}") + OUT.replace("u1", guid.replace("-", ""));
    assertThat(read(HEADER + rows).calls()).extracting(UsageCall::usageId).hasSize(4)
        .containsOnly("abcdef00-0000-4000-8000-00000000000a");
    assertThat(read(HEADER + OUT.replace("u1", "ABC-1")).calls()).extracting(UsageCall::usageId)
        .containsExactly("ABC-1");
  }

  @Test
  void aDurationRoundedOtherwiseIsNoted() throws IOException {
    assertThat(read(HEADER + OUT.replace(",61,", ",62,") + IN).notes()).containsExactly(
        "1 call: Duration Seconds and the times differ by a second; the longer counts.");
  }

  @ParameterizedTest
  @CsvSource({"user_out", "user_in", "user_out_conf", "user_out_transfer", "ucap_in", "ucap_out", "dr_in", "ByotOut",
    "byot_in_ucap", "oc_in", "Direct Routing", "shared_calling"})
  void callsOfOtherProductsAreRowsOfTheirOwn(String callType) throws IOException {
    assertThat(read(HEADER + OUT.replace("conf_out", callType)).rows()).singleElement()
        .isInstanceOfSatisfying(Row.Other.class, row -> assertThat(row.callType()).isEqualTo(callType));
  }

  @ParameterizedTest
  @CsvSource({"Conf_Out", "CONF_OUT", "conf out", "ConfOut"})
  void conferencingCallsHaveManySpellings(String callType) throws IOException {
    assertThat(read(HEADER + OUT.replace("conf_out", callType)).calls()).allMatch(UsageCall::isDialOut);
  }

  @ParameterizedTest
  @CsvSource({"'', +18005550100, CALL_TYPE_TOLL_FREE_DIAL_IN", "'', +12065550100, CALL_TYPE_TOLL_DIAL_IN",
    "NULL, 448001234567, CALL_TYPE_TOLL_FREE_DIAL_IN", "Service, +33801234567, CALL_TYPE_TOLL_FREE_DIAL_IN",
    "'', +80012345678, CALL_TYPE_TOLL_FREE_DIAL_IN", "'', +1999, CALL_TYPE_UNSPECIFIED",
    "Toll, +18005550100, CALL_TYPE_TOLL_DIAL_IN", "Toll Free, +12065550100, CALL_TYPE_TOLL_FREE_DIAL_IN"})
  void aMissingNumberTypeIsThatOfTheServiceNumber(String type, String number, CallType callType) throws IOException {
    Reading reading = read(HEADER + IN.replace(",Toll,", "," + type + ",").replace("+12065550199", number));
    assertThat(reading.calls()).extracting(UsageCall::callType).containsExactly(callType);
    assertThat(reading.notes()).hasSize(type.startsWith("Toll") ? 0 : 1)
        .allMatch(note -> note.contains("without a Number Type"));
  }

  @Test
  void numbersThatASpreadsheetDestroyedAreFaultsOfAColumn() throws IOException {
    Reading reading = read(HEADER + OUT.replace("+442071838750", "4.42072E+11") + OUT.replace("u1", "1.23457E+15")
        + OUT.replace("2026-11-20T08:00:00Z", "########") + IN.replace("+12065550100", "1.20656E+10") + OUT);
    assertThat(reading.rows().subList(0, 3)).extracting(row -> ((Row.Bad) row).reason()).satisfiesExactly(
        number -> assertThat(number).startsWith("Destination Number '4.42072E+11' was destroyed by a spreadsheet"),
        id -> assertThat(id).startsWith("UsageId '1.23457E+15' was destroyed"),
        time -> assertThat(time).startsWith("Start Time '########' was destroyed"));
    assertThat(reading.rows().subList(0, 3)).allMatch(row -> ((Row.Bad) row).ofColumn());
    assertThat(reading.rows().subList(3, 5)).allMatch(Row.Good.class::isInstance);
    assertThat(reading.notes()).singleElement().asString()
        .startsWith("CAUTION: 1 call whose caller was destroyed by a spreadsheet, such as '1.20656E+10'");
  }

  @Test
  void formulasThatKeepATextAreTheText() throws IOException {
    assertThat(read(HEADER + OUT.replace("+442071838750", "\"=\"\"+442071838750\"\"\"")).calls())
        .extracting(UsageCall::remoteNumber).containsExactly("+442071838750");
  }

  private Path zip(String... namesAndTexts) throws IOException {
    Path file = folder.resolve("export.zip");
    try (OutputStream bytes = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  private Reading read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Reading read(byte[] bytes) throws IOException {
    return read(Files.write(folder.resolve("usage.csv"), bytes));
  }

  private static Reading read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (UsageReport report = UsageReport.open(file, DateOrder.UNSTATED)) {
      for (Row row = report.next(); row != null; row = report.next()) {
        rows.add(row);
      }
      return new Reading(rows, report.notes());
    }
  }
}
