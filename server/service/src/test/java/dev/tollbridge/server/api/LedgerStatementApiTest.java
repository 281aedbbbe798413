package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.ExportLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementRequest;
import dev.tollbridge.v1.GetLedgerStatementResponse;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.LedgerTotal;
import dev.tollbridge.v1.ListCallRecordsRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LedgerStatementApiTest {
  private static final String HEADER = "Entry ID,Kind,Book Time,Amount,Balance,Currency,Reference,Description,"
      + "Amount Micros,Balance Micros";

  @TempDir
  private static Path directory;
  private static TestServer server;

  /** At 12:00 a purchase, at 13:00 a leg of two minutes closes, at 14:00 two adjustments. */
  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    server.advance(Duration.ofHours(1));
    var bridge = server.bridge("bridge", 1);
    bridge.events(Legs.answered(1, 1, "acme", server.now().minusSeconds(90)), Legs.ended(2, 1, "acme", server.now()));
    bridge.ack(2);
    server.advance(Duration.ofHours(1));
    adjust(-1_234_567, "=correction, by hand");
    adjust(10_000_000, "goodwill");
  }

  private static void adjust(long micros, String reason) {
    var _ = server.credits().adjustCredits(AdjustCreditsRequest.newBuilder().setRequestId("adjust " + micros)
        .setOrganizationId("acme").setAmountMicros(micros).setReason(reason).build());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Timestamp at(int hour) {
    return Legs.timestamp(TestServer.START.plus(Duration.ofHours(hour - 12)));
  }

  private static GetLedgerStatementRequest.Builder acme() {
    return GetLedgerStatementRequest.newBuilder().setOrganizationId("acme");
  }

  private static GetLedgerStatementResponse statement(GetLedgerStatementRequest.Builder request) {
    return server.credits().getLedgerStatement(request.build()).toBuilder().clearTimeRange().build();
  }

  private static GetLedgerStatementResponse expected(long opening, long closing, LedgerTotal... totals) {
    return GetLedgerStatementResponse.newBuilder().setOpeningBalanceMicros(opening).setClosingBalanceMicros(closing)
        .addAllTotals(List.of(totals)).setCurrencyCode("USD").build();
  }

  private static LedgerTotal total(LedgerEntryKind kind, long count, long micros) {
    return LedgerTotal.newBuilder().setKind(kind).setEntryCount(count).setAmountMicros(micros).build();
  }

  private static String csv(ExportLedgerStatementRequest.Builder request) {
    List<ByteString> chunks = new ArrayList<>();
    server.credits().exportLedgerStatement(request.setOrganizationId("acme").build())
        .forEachRemaining(response -> chunks.add(response.getChunk()));
    return ByteString.copyFrom(chunks).toStringUtf8();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    Timestamp never = Timestamp.newBuilder().setNanos(-1).build();
    return new Refusals()
        .invalid("statement of nobody", "organization_id", () -> statement(GetLedgerStatementRequest.newBuilder()))
        .row("statement of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> statement(acme().setOrganizationId("nobody")))
        .invalid("statement backwards", "time_range.to",
            () -> statement(acme().setTimeRange(Legs.range(at(13), at(12)))))
        .invalid("statement of impossible times", "time_range.from time_range.to",
            () -> statement(acme().setTimeRange(Legs.range(never, never))))
        .invalid("statement of no month", "month", () -> statement(acme().setMonth("2026-13")))
        .invalid("statement of a month before all", "month", () -> statement(acme().setMonth("1999-12")))
        .invalid("statement of a month and a range", "month",
            () -> statement(acme().setMonth("2026-03").setTimeRange(Legs.from(at(12)))))
        .invalid("statement of a month nowhere", "time_zone",
            () -> statement(acme().setMonth("2026-03").setTimeZone("Mars/Olympus")))
        .invalid("statement in a zone without a month", "time_zone",
            () -> statement(acme().setTimeZone("Europe/Berlin")))
        .invalid("file of no month", "month",
            () -> csv(ExportLedgerStatementRequest.newBuilder().setMonth("March")))
        .invalid("file backwards", "time_range.to",
            () -> csv(ExportLedgerStatementRequest.newBuilder().setTimeRange(Legs.range(at(13), at(12)))))
        .row("file of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> server.credits().exportLedgerStatement(
                ExportLedgerStatementRequest.newBuilder().setOrganizationId("nobody").build()).next())
        .tests();
  }

  @Test
  void openingTotalsAndClosing() {
    LedgerTotal purchase = total(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE, 1, 100_000_000);
    LedgerTotal usage = total(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, 1, -40_000);
    LedgerTotal adjustments = total(LedgerEntryKind.LEDGER_ENTRY_KIND_ADJUSTMENT, 2, 8_765_433);

    assertThat(statement(acme())).isEqualTo(expected(0, 108_725_433, purchase, adjustments, usage));
    assertThat(statement(acme().setTimeRange(Legs.to(at(12))))).isEqualTo(expected(0, 0));
    assertThat(statement(acme().setTimeRange(Legs.range(at(13), at(14)))))
        .isEqualTo(expected(100_000_000, 99_960_000, usage));
    assertThat(statement(acme().setTimeRange(Legs.from(at(14)))))
        .isEqualTo(expected(99_960_000, 108_725_433, adjustments));
    assertThat(statement(acme().setTimeRange(Legs.from(at(20))))).isEqualTo(expected(108_725_433, 108_725_433));
  }

  @Test
  void aMonthIsThatOfItsTimeZone() {
    var march = server.credits().getLedgerStatement(acme().setMonth("2026-03").build());
    assertThat(march.getTimeRange()).isEqualTo(Legs.range(Legs.timestamp(Instant.parse("2026-03-01T00:00:00Z")),
        Legs.timestamp(Instant.parse("2026-04-01T00:00:00Z"))));
    assertThat(march.getOpeningBalanceMicros()).isZero();
    assertThat(march.getClosingBalanceMicros()).isEqualTo(108_725_433);
    assertThat(march.getTotalsCount()).isEqualTo(3);
    var berlin = server.credits().getLedgerStatement(acme().setMonth("2026-03").setTimeZone("Europe/Berlin").build());
    assertThat(berlin.getTimeRange()).isEqualTo(Legs.range(Legs.timestamp(Instant.parse("2026-02-28T23:00:00Z")),
        Legs.timestamp(Instant.parse("2026-03-31T22:00:00Z"))));
    assertThat(statement(acme().setMonth("2026-04"))).isEqualTo(expected(108_725_433, 108_725_433));
    assertThat(csv(ExportLedgerStatementRequest.newBuilder().setMonth("2026-04").setTimeZone("Europe/Berlin")))
        .isEqualTo(lines(HEADER, ",OPENING,2026-04-01T00:00:00+02:00,,108.73,USD,,,,108725433",
            ",CLOSING,2026-05-01T00:00:00+02:00,,108.73,USD,,,,108725433"));
  }

  @Test
  void aFileBeginsWithTheOpeningAndEndsWithTheClosingBalance() {
    String shard = Integer.toString(server.router.of("acme").number());
    String id = shard + "-00000000000";
    String usage = server.records().listCallRecords(
        ListCallRecordsRequest.newBuilder().setOrganizationId("acme").build()).getCallRecords(0)
        .getUsageId();

    assertThat(csv(ExportLedgerStatementRequest.newBuilder().setTimeRange(Legs.range(at(13), at(20)))))
        .isEqualTo(lines(HEADER,
            ",OPENING,2026-03-02T13:00:00Z,,100.00,USD,,,,100000000",
            id + "2,USAGE,2026-03-02T13:00:00Z,-0.04,99.96,USD," + usage + ",,-40000,99960000",
            id + "3,ADJUSTMENT,2026-03-02T14:00:00Z,-1.23,98.73,USD,adjust -1234567,\"'=correction, by hand\","
                + "-1234567,98725433",
            id + "4,ADJUSTMENT,2026-03-02T14:00:00Z,10.00,108.73,USD,adjust 10000000,goodwill,10000000,108725433",
            ",CLOSING,2026-03-02T20:00:00Z,,108.73,USD,,,,108725433"));
    assertThat(csv(ExportLedgerStatementRequest.newBuilder().setTimeRange(Legs.to(at(12))))).isEqualTo(lines(HEADER,
        ",OPENING,,,0.00,USD,,,,0", ",CLOSING,2026-03-02T12:00:00Z,,0.00,USD,,,,0"));
  }
}
