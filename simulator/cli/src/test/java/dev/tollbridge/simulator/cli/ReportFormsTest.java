package dev.tollbridge.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.Rate;
import dev.tollbridge.v1.TimeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code tollbridge-sim replay} of reports as vendors, databases and spreadsheets write them, against a server that
 * rates at one cent a minute.
 */
@Timeout(60)
class ReportFormsTest {
  private static final String HEADER = "UsageId,AAD ObjectId,Call Type,Number Type,Caller ID,Destination Number,"
      + "Start Time,End Time,Duration Seconds,Charge,Currency\n";
  private static final String OUT = "u1,oid,conf_out,,+12065550100,+442071838750,2026-11-20T08:00:00Z,"
      + "2026-11-20T08:01:01Z,61,0.02,USD\n";
  private static final String IN = "u2,oid,conf_in,Toll Free,+12125550123,+18005550100,2026-11-20T09:00:00Z,"
      + "2026-11-20T09:01:01Z,61,0.02,USD\n";

  @TempDir
  private Path folder;

  /** Replaces a text of the call's row: it still costs what the report says. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "T08:01:01Z|T08:01:00Z",
    "08:01:01Z,61|08:01:01Z,60",
    "T08:00:00Z|' 08:00:00.0000000 +00:00'",
    "T08:00:00Z|T08:00:00.000+0000",
    "2026-11-20T08:00:00Z|20.11.2026 08:00:00",
    "2026-11-20T08:00:00Z|11/20/2026 8:00:00 AM",
    "0.02,USD|NULL,USD",
    "+442071838750|+44 20 7183 8750",
    "+442071838750|+44-20-7183-8750",
    "+442071838750|tel:+442071838750",
    "+442071838750|00442071838750",
    "+442071838750|442071838750"})
  void aCallIsReadInItsOtherForms(String text, String other) throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(HEADER + OUT.replace(text, other)));
      assertThat(run.out()).contains("rated=1 free=0 rejected=0").containsPattern("would be charged +0.020000 USD\n");
      assertThat(run.exitCode()).isZero();
      assertThat(server.seen).extracting(CompletedCall::getRemoteNumber).containsExactly("+442071838750");
    }
  }

  @Test
  void semicolonsMeanDecimalCommas() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      String text = "sep=;\r\n" + (HEADER + OUT).replace(',', ';').replace("0.02", "0,02");
      assertThat(replay(server, report(text)).exitCode()).isZero();
      assertThat(server.seen).hasSize(1);
    }
  }

  @Test
  void aZipIsReplayed() throws IOException {
    Path zip = folder.resolve("export.zip");
    try (OutputStream bytes = Files.newOutputStream(zip); ZipOutputStream packed = new ZipOutputStream(bytes)) {
      packed.putNextEntry(new ZipEntry("PSTN.calls.2026-11-20.csv"));
      packed.write((HEADER + OUT + IN).getBytes(StandardCharsets.UTF_8));
    }
    try (RateCallsServer server = new RateCallsServer(0)) {
      assertThat(replay(server, zip).out()).contains("rated=2 free=0 rejected=0");
    }
  }

  @Test
  void spellingsOfAGuidAreOneCall() throws IOException {
    String guid = "ABCDEF00-0000-4000-8000-00000000000a";
    Path report = report(HEADER + OUT.replace("u1", guid) + OUT.replace("u1", "abcdef00-0000-4000-8000-00000000000A"));
    try (RateCallsServer server = new RateCallsServer(0)) {
      assertThat(replay(server, report).out()).contains("rated=1 free=0 rejected=0 repeated=1");
      assertThat(replay(server, report, "--book").out()).containsPattern("charged now +0.020000 USD\n");
      assertThat(server.booked).hasSize(1);
    }
  }

  @Test
  void callsOfOtherProductsAreCountedAside() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(HEADER + OUT.replace("conf_out", "user_out")
          + OUT.replace("conf_out", "ucap_in") + OUT + OUT.replace("conf_out", "user_out")), "--book");
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).containsPattern("rows +4\n").containsPattern("of other products +3\n")
          .containsPattern("  ucap_in +1\n").containsPattern("  user_out +2\n").containsPattern("booked now +1\n");
    }
  }

  @Test
  void aColumnThatASpreadsheetDestroyedIsNamedOnce() throws IOException {
    Path rejects = folder.resolve("bad.csv");
    String destroyed = OUT.replace("+442071838750", "4.42072E+11");
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(HEADER + destroyed.repeat(50) + OUT), "--rejects", rejects.toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).isEqualTo("line 2: Destination Number '4.42072E+11' was destroyed by a spreadsheet: format "
          + "the column as text, and export it again; further rows like it are only counted\n");
      assertThat(run.out()).contains("rated=1 free=0 rejected=50");
      assertThat(Files.readString(rejects)).isEqualTo(HEADER + destroyed.repeat(50));
    }
  }

  @Test
  void aDateWithSeveralReadingsIsReadInTheOrderThatIsGiven() throws IOException {
    Path report = report(HEADER + OUT.replace("2026-11-20T08:00:00Z,2026-11-20T08:01:01Z",
        "11/5/2026 8:00:00 AM,11/5/2026 8:01:01 AM"));
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("--date-format dmy makes it 2026-05-11, --date-format mdy makes it 2026-11-05");
      assertThat(replay(server, report, "--date-format", "M/d/yyyy h:mm a").exitCode()).isZero();
      assertThat(replay(server, report, "--date-format", "dmy").exitCode()).isZero();
      assertThat(server.seen).extracting(ReportFormsTest::answer).containsExactly(
          Instant.parse("2026-11-05T08:00:00Z"), Instant.parse("2026-05-11T08:00:00Z"));
      assertThat(replay(server, report, "--date-format", "us").err()).contains("--date-format", "dmy, mdy");
    }
  }

  /** Long ids stay distinct. */
  @Test
  void textsThatDecideNoPriceStopNothing() throws IOException {
    String id = "a".repeat(70);
    String header = HEADER.strip() + ",Call ID,UPN\n";
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(header + OUT.replace("+12065550100", "sip:anonymous@example.org").strip()
          + "," + id + "b,\n" + IN.replace("+12125550123", "name ".repeat(30)).strip() + "," + id + "c,\n"));
      assertThat(run.exitCode()).isZero();
      assertThat(server.seen).extracting(CompletedCall::getLegId).doesNotHaveDuplicates()
          .allMatch(text -> text.length() == 64);
      assertThat(server.seen.getFirst().getServiceNumber()).isEmpty();
      assertThat(server.seen.getLast().getRemoteNumber()).hasSize(64);
    }
  }

  /** The server decides what the report does not contain; a note lists what is missing. */
  @Test
  void aMissingNumberTypeIsSaid() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(HEADER + IN.replace("Toll Free", "")
          + IN.replace("Toll Free", "").replace("u2", "u3").replace("+18005550100", "+1999")));
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("1 call without a Number Type: by their service numbers 0 toll, 1 toll-free.",
          "CAUTION: 1 call without a Number Type, and no numbering plan has the service number");
    }
  }

  /** Germany's clocks go back on 25 October 2026; the other numbers' rates do not depend on the hour. */
  @Test
  void aShiftedCallKeepsItsHourInTheZoneOfItsRate() throws IOException {
    String berlin = OUT.replace("+442071838750", "+4930123456").replace("2026-11-20T08:0", "2026-10-05T18:0");
    Path report = report(HEADER + berlin + OUT.replace("2026-11-20", "2026-10-05").replace("u1", "u2"));
    try (RateCallsServer server = new RateCallsServer(0, rate("1"), rate("44"), night("49", "Europe/Berlin"))) {
      CommandRun run = replay(server, report, "--shift", "4w");
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).containsPattern("times shifted by +4w, hours kept in Europe/Berlin\n");
      assertThat(server.seen).extracting(ReportFormsTest::answer).containsExactly(
          Instant.parse("2026-11-02T19:00:00Z"), Instant.parse("2026-11-02T08:00:00Z"));
      assertThat(server.seen.getFirst().getEndTime().getSeconds() - server.seen.getFirst().getAnswerTime().getSeconds())
          .isEqualTo(61);
    }
  }

  @Test
  void aServerThatDoesNotShowItsRatesIsNamed() throws IOException {
    try (RateCallsServer server = new RateCallsServer(0)) {
      CommandRun run = replay(server, report(HEADER + OUT), "--shift", "-1w");
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).startsWith("the server does not show its rates (UNIMPLEMENTED)");
    }
  }

  private static Instant answer(CompletedCall call) {
    return Instant.ofEpochSecond(call.getAnswerTime().getSeconds());
  }

  private static Rate rate(String prefix) {
    return Rate.newBuilder().setPrefix(prefix).build();
  }

  private static Rate night(String prefix, String zone) {
    return Rate.newBuilder().setPrefix(prefix).setTimeWindow(TimeWindow.newBuilder().setTimeZone(zone)).build();
  }

  private CommandRun replay(RateCallsServer server, Path report, String... more) {
    return CommandRun.of(Stream
        .concat(Stream.of("replay", report.toString(), "--target", server.target(), "--organization", "acme"),
            Arrays.stream(more))
        .toArray(String[]::new));
  }

  private Path report(String text) throws IOException {
    return Files.writeString(folder.resolve("usage.csv"), text);
  }
}
