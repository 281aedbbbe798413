package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.rpc.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    try (RecordStore store = RecordStore.open(directory.resolve("records.db"))) {
      for (CallRecord record : records) {
        store.add(record);
      }
      var chunks = new CsvChunks(new UsageReport(
          store.scanCallRecords("acme", Long.MIN_VALUE, Long.MAX_VALUE), country, exactAmounts));
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
                + "2026-03-02T12:00:03Z,2026-03-03T18:00:03Z,108000,0.00,123456.79,EUR,MCOMEETACPEA",
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
