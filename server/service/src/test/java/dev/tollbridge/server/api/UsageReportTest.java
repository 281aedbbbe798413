package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.rpc.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of call records and the file that they make. */
@Tag("slow")
class UsageReportTest {
  private static final String HEADER = """
      UsageId,Call ID,Conference ID,User Location,AAD ObjectId,UPN,User Display Name,Caller ID,Call Type,Number Type,\
      Domestic/International,Destination Dialed,Destination Number,Start Time,End Time,Duration Seconds,Connection Fee,\
      Charge,Currency,Capability""";
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir
  Path directory;
  private long sequence;

  private CallRecord record(CallType type, String serviceNumber, String remoteNumber, String remoteCountry,
      String destination, Duration length, long feeMicros, long chargeMicros) {
    return record("leg", "conference", type, serviceNumber, remoteNumber, remoteCountry, destination, length, feeMicros,
        chargeMicros);
  }

  private CallRecord record(String legId, String conferenceId, CallType type, String serviceNumber,
      String remoteNumber, String remoteCountry, String destination, Duration length, long feeMicros,
      long chargeMicros) {
    sequence++;
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, START.plusSeconds(sequence));
    return new CallRecord(sequence, "tb-0-" + sequence, legId,
        new CallRecord.Parties(conferenceId, "acme", "olga", type, serviceNumber, remoteNumber, remoteCountry),
        new CallRecord.Span(start, start + TestServer.micros(length), length.toSeconds()),
        new CallRecord.Cost(new Price(length.toSeconds(), feeMicros, chargeMicros), destination, "EUR", 0, 0,
            chargeMicros > 0 ? "MCOMEETACPEA" : "FREECALL", null),
        new CallRecord.Ending(CloseReason.ENDED, null, ""), new CallRecord.Origin("bridge", 1, sequence));
  }

  private String report(String country, boolean exactAmounts, CallRecord... records) {
    return report(country, "EUR", new UsageReport.Options(exactAmounts, false, CsvForm.PLAIN), records);
  }

  private String report(String country, String currency, UsageReport.Options options, CallRecord... records) {
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      for (CallRecord record : records) {
        store.add(record);
      }
      var scan = store.scanCallRecords("acme", Long.MIN_VALUE, Long.MAX_VALUE);
      var chunks = new CsvChunks(
          new UsageReport(limit -> store.priced(scan.next(limit)), country, currency, options));
      ByteString file = ByteString.EMPTY;
      for (ByteString chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        file = file.concat(chunk);
      }
      return file.toStringUtf8();
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @Test
  void everyCallTypeOfAGermanOrganization() {
    assertThat(report("DE", false,
        record(CallType.TOLL_DIAL_IN, "+4930999999", "+4930123456", "DE", "Germany toll", Duration.ofSeconds(150),
            5_000,
            65_000),
        record(CallType.TOLL_FREE_DIAL_IN, "+498005550100", "anonymous", "", "Germany toll-free",
            Duration.ofMillis(1_500), 0, 4_999),
        record(CallType.DIAL_OUT, "+4930999999", "+33140000000", "FR", "France", Duration.ofHours(30), 0,
            123_456_785_000L),
        record(CallType.DIAL_OUT, "", "112", "", "", Duration.ofSeconds(60), 0, 0)))
        .isEqualTo(lines(HEADER,
            "tb-0-1,leg,conference,DE,olga,,,+4930123***,conf_in,Toll,Domestic,Germany toll,+4930999999,"
                + "2026-03-02T12:00:01Z,2026-03-02T12:02:31Z,150,0.01,0.07,EUR,MCOMEETACPEA",
            "tb-0-2,leg,conference,DE,olga,,,anonymous,conf_in,Toll Free,,Germany toll-free,+498005550100,"
                + "2026-03-02T12:00:02Z,2026-03-02T12:00:03.500Z,1,0.00,0.00,EUR,MCOMEETACPEA",
            "tb-0-3,leg,conference,DE,olga,,,+4930999999,conf_out,,International,France,+33140000***,"
                + "2026-03-02T12:00:03Z,2026-03-03T18:00:03Z,108000,0.00,123456.78,EUR,MCOMEETACPEA",
            "tb-0-4,leg,conference,DE,olga,,,,conf_out,,,,***,"
                + "2026-03-02T12:00:04Z,2026-03-02T12:01:04Z,60,0.00,0.00,EUR,FREECALL"));
  }

  @Test
  void exactAmountsStandBehindTheOthers() {
    assertThat(report("US", true, record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France", Duration.ZERO, 5_000,
        1_234_567)))
        .isEqualTo(lines(HEADER + ",Connection Fee Micros,Charge Micros",
            "tb-0-1,leg,conference,US,olga,,,,conf_out,,International,France,+33140000000,2026-03-02T12:00:01Z,"
                + "2026-03-02T12:00:01Z,0,0.01,1.23,EUR,MCOMEETACPEA,5000,1234567"));
  }

  @Test
  void textFromOutsideStaysInItsCell() {
    assertThat(report("FR", false,
        record("a,\"b\"", "=1+1", CallType.TOLL_DIAL_IN, "+33140000000", "=cmd|' /C calc'!A0", "", "Nice, \u2603",
            Duration.ZERO, 0, 0),
        record("+leg", "conf;1", CallType.TOLL_DIAL_IN, "+33140000000", "+331", "FR", " x", Duration.ZERO, 0, 0)))
        .isEqualTo(lines(HEADER,
            "tb-0-1,\"a,\"\"b\"\"\",'=1+1,FR,olga,,,'=cmd|' /C calc'!A*,conf_in,Toll,,\"Nice, \u2603\",+33140000000,"
                + "2026-03-02T12:00:01Z,2026-03-02T12:00:01Z,0,0.00,0.00,EUR,FREECALL",
            "tb-0-2,'+leg,conf;1,FR,olga,,,+***,conf_in,Toll,Domestic, x,+33140000000,"
                + "2026-03-02T12:00:02Z,2026-03-02T12:00:02Z,0,0.00,0.00,EUR,FREECALL"));
  }

  /** A column of 0.005 and more would show 0.04 if each cell were rounded by itself. */
  @Test
  void columnsAddUpToTheirRoundedSum() {
    CallRecord[] records = Stream.generate(() -> record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France",
        Duration.ZERO, 2_500, 6_000)).limit(4).toArray(CallRecord[]::new);

    assertThat(cells(report("US", false, records), "Charge")).containsExactly("0.01", "0.00", "0.01", "0.00");
    assertThat(cells(report("US", false), "Charge")).containsExactly("0.01", "0.00", "0.01", "0.00");
    assertThat(cells(report("US", false), "Connection Fee")).containsExactly("0.00", "0.01", "0.00", "0.00");
  }

  private static List<String> cells(String file, String title) {
    List<String> lines = file.lines().toList();
    int column = List.of(lines.getFirst().split(",", -1)).indexOf(title);
    return lines.stream().skip(1).map(line -> line.split(",", -1)[column]).toList();
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() {
    CallRecord record = record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France", Duration.ZERO, 0, 12_345_600);
    var options = new UsageReport.Options(false, false, CsvForm.PLAIN);

    assertThat(cells(report("JP", "JPY", options, record), "Charge")).containsExactly("12");
    assertThat(cells(report("KW", "KWD", options), "Charge")).containsExactly("12.346");
  }

  @Test
  void aReratedChargeIsTheOneThatAppliesNow() {
    CallRecord first = record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France", Duration.ZERO, 0, 60_000);
    CallRecord second = record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France", Duration.ZERO, 0, 60_000);
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      store.add(new LedgerEntry(1, "acme", LedgerEntry.Kind.RERATING, 30_000, 30_000, "EUR", 1, "tb-0-2", "",
          new LedgerEntry.PriceChange(2, 60_000, 30_000, "France", "France", 60, 0)));
      store.add(
          new LedgerEntry(2, "acme", LedgerEntry.Kind.REFUND, 12_000, 42_000, "EUR", 2, "tb-0-1", "", null, 1L, ""));
    }
    String file = report("US", "EUR", new UsageReport.Options(true, true, CsvForm.PLAIN), first, second);

    assertThat(file.lines().findFirst().orElseThrow())
        .endsWith(",Connection Fee Micros,Charge Micros,Rerated Charge,Refunded,Rerated Charge Micros,Refunded Micros");
    assertThat(cells(file, "Charge")).containsExactly("0.06", "0.06");
    assertThat(cells(file, "Rerated Charge")).containsExactly("0.06", "0.03");
    assertThat(cells(file, "Rerated Charge Micros")).containsExactly("60000", "30000");
    assertThat(cells(file, "Refunded")).containsExactly("0.01", "0.00");
    assertThat(cells(file, "Refunded Micros")).containsExactly("12000", "0");
    assertThat(cells(report("US", "EUR", new UsageReport.Options(false, true, CsvForm.PLAIN)), "Rerated Charge"))
        .containsExactly("0.06", "0.03");
  }

  @Test
  void excelKeepsTextsAndShowsLocalTimes() {
    CallRecord record = record("1E5", "=1+1", CallType.TOLL_DIAL_IN, "+33140000000", "\"00\" 49", "", "Nice",
        Duration.ofMillis(500), 0, 10_000);
    var options = new UsageReport.Options(false, false, new CsvForm(true, ZoneId.of("Europe/Berlin")));

    assertThat(report("US", "EUR", options, record))
        .isEqualTo(lines("\ufeff" + HEADER.replace(" Time", " Time (Europe/Berlin)"),
            "\"=\"\"tb-0-1\"\"\",\"=\"\"1E5\"\"\",\"=\"\"=1+1\"\"\",US,\"=\"\"olga\"\"\",,,"
                + "\"=\"\"\"\"\"\"00\"\"\"\" 49\"\"\","
                + "conf_in,Toll,,\"=\"\"Nice\"\"\",\"=\"\"+33140000000\"\"\",2026-03-02 13:00:01,"
                + "2026-03-02 13:00:01.500,0,0.00,0.01,EUR,MCOMEETACPEA"));
  }

  @Test
  void timesOfAZoneHaveItsOffset() {
    CallRecord record = record(CallType.DIAL_OUT, "", "+33140000000", "FR", "France", Duration.ZERO, 0, 0);
    var form = new CsvForm(false, ZoneId.of("Europe/Berlin"));

    assertThat(cells(report("US", "EUR", new UsageReport.Options(false, false, form), record), "Start Time"))
        .containsExactly("2026-03-02T13:00:01+01:00");
  }

  @Test
  void noRecordsMakeAHeader() {
    assertThat(report("US", false)).isEqualTo(lines(HEADER));
  }

  @Test
  void aDayIsToldByItsInstant() {
    assertThat(Times.iso(0)).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(Times.iso(1_772_452_800_000_001L)).isEqualTo("2026-03-02T12:00:00.000001Z");
  }
}
