package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.FreeReason;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListCallRecordsResponse;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.NoticeReason;
import dev.tollbridge.v1.NumberType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Legs that nothing prices: free, loud, listed, and charged once the tariff is complete. */
@Tag("slow")
class UnpricedCallsApiTest {
  private static final String UNKNOWN = "+18005550199";

  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    bridge = server.bridge("bridge", 1);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static LegEvent toLondon(long sequence, long legNumber) {
    return Legs.change(Legs.answered(sequence, legNumber, "acme", TestServer.START),
        each -> each.setRemoteNumber("+442079460000"));
  }

  private static LegEvent fromUnknown(long sequence, long legNumber) {
    return Legs.change(Legs.answered(sequence, legNumber, "acme", TestServer.START),
        each -> each.setDirection(Direction.DIRECTION_DIAL_IN).setServiceNumber(UNKNOWN)
            .setRemoteNumber("+12065550123"));
  }

  private static LegEvent ended(long sequence, long legNumber) {
    return Legs.ended(sequence, legNumber, "acme", TestServer.START.plusSeconds(61));
  }

  private ListCallRecordsResponse list(int pageSize, String token) {
    return server.records().listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId("acme")
        .setUnpriced(true).setPageSize(pageSize).setPageToken(token).build());
  }

  private List<CallRecord> unpriced() {
    return list(100, "").getCallRecordsList();
  }

  private double counted(String reason) {
    return server.meters.get("tollbridge.unpriced.legs").tag("reason", reason).counter().count();
  }

  private long rerate(String requestId) {
    var responses = server.reratings().rerateCalls(RerateCallsRequest.newBuilder().setRequestId(requestId)
        .setOrganizationId("acme").setMode(RerateCallsMode.RERATE_CALLS_MODE_BOOK)
        .setTimeRange(Legs.range(Legs.timestamp(TestServer.START.minusSeconds(1)),
            Legs.timestamp(TestServer.START.plusSeconds(60))))
        .build());
    responses.forEachRemaining(_ -> {});
    return server.balance("acme").getBalanceMicros();
  }

  @Test
  void areNoticedCountedListedAndChargedOnceTheTariffIsComplete() {
    bridge.events(toLondon(1, 1), Legs.answered(2, 2, "acme", TestServer.START), fromUnknown(3, 3));
    EventsAck ack = bridge.ack(3);
    server.advance(Duration.ofSeconds(61));
    bridge.events(ended(4, 1), ended(5, 2), ended(6, 3));
    bridge.ack(6);

    assertThat(ack.getRejectionsList()).isEmpty();
    assertThat(ack.getNoticesList()).extracting(Notice::getSequence, Notice::getReason).extracting(Object::toString)
        .containsExactly("(1L, NOTICE_REASON_NO_RATE)", "(3L, NOTICE_REASON_UNKNOWN_SERVICE_NUMBER)");
    assertThat(ack.getNotices(0).getMessage()).contains("+442079460000");
    assertThat(ack.getNotices(1).getMessage()).contains(UNKNOWN);
    assertThat(counted("no_rate")).isOne();
    assertThat(counted("unknown_service_number")).isOne();
    assertThat(unpriced()).extracting(CallRecord::getFreeReason).containsExactlyInAnyOrder(
        FreeReason.FREE_REASON_NO_RATE, FreeReason.FREE_REASON_UNKNOWN_SERVICE_NUMBER);
    assertThat(server.balance("acme").getBalanceMicros()).isEqualTo(100 * TestServer.UNIT - 40_000);

    assertThat(rerate("too-early")).isEqualTo(100 * TestServer.UNIT - 40_000);
    assertThat(unpriced()).hasSize(2);
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "33,France,0.02,0,60,60,USD",
        "44,United Kingdom,0.05,0,60,60,USD");
    server.putNumber(UNKNOWN, NumberType.NUMBER_TYPE_TOLL_FREE);
    assertThat(rerate("complete")).isEqualTo(100 * TestServer.UNIT - 40_000 - 100_000 - 60_000);
    assertThat(unpriced()).isEmpty();
  }

  @Test
  void areListedInPages() {
    for (int leg = 1; leg <= 5; leg++) {
      bridge.events(leg == 3 ? Legs.answered(leg, leg, "acme", TestServer.START) : toLondon(leg, leg));
    }
    server.advance(Duration.ofSeconds(61));
    bridge.events(ended(6, 1), ended(7, 2), ended(8, 3), ended(9, 4), ended(10, 5));
    bridge.ack(10);

    ListCallRecordsResponse first = list(3, "");
    ListCallRecordsResponse second = list(3, first.getNextPageToken());

    assertThat(first.getCallRecordsList()).hasSize(3);
    assertThat(second.getCallRecordsList()).hasSize(1);
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void aDialledTextThatIsNoNumberIsAServiceNumberThatNobodyKnows() {
    bridge.events(Legs.change(fromUnknown(1, 1), each -> each.setServiceNumber("sip:join@conf.example.com")));
    EventsAck ack = bridge.ack(1);
    server.advance(Duration.ofSeconds(61));
    bridge.events(ended(2, 1));

    assertThat(ack.getNoticesList()).extracting(Notice::getReason).containsExactly(
        NoticeReason.NOTICE_REASON_NOT_A_NUMBER, NoticeReason.NOTICE_REASON_UNKNOWN_SERVICE_NUMBER);
    assertThat(bridge.closed(1).getRecord().getFreeReason())
        .isEqualTo(FreeReason.FREE_REASON_UNKNOWN_SERVICE_NUMBER);
    assertThat(unpriced()).extracting(CallRecord::getServiceNumber).containsExactly("sip:join@conf.example.com");
  }
}
