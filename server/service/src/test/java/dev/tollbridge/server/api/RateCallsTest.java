package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallRefusal;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.CompletedCall;
import dev.tollbridge.v1.CompletedCalls;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.Direction;
import dev.tollbridge.v1.FreeReason;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.RateCallsMode;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.RateCallsSettings;
import dev.tollbridge.v1.RatedCall;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RateCallsTest {
  private static final RateCallsMode DRY_RUN = RateCallsMode.RATE_CALLS_MODE_DRY_RUN;
  private static final RateCallsMode BOOK = RateCallsMode.RATE_CALLS_MODE_BOOK;

  @TempDir
  private static Path directory;
  private static TestServer server;

  private String acme;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void create() {
    acme = TestServer.newId();
    server.create(acme, 50 * TestServer.UNIT);
  }

  /** A call to Paris that lasted 90 seconds. */
  private CompletedCall call(String usageId, UnaryOperator<CompletedCall.Builder> change) {
    return change.apply(CompletedCall.newBuilder().setUsageId(usageId).setLegId("leg").setConferenceId("conference")
        .setOrganizationId(acme).setOrganizerId("olga").setDirection(Direction.DIRECTION_DIAL_OUT)
        .setRemoteNumber(TestServer.PARIS).setAnswerTime(Legs.timestamp(server.now().minusSeconds(90)))
        .setEndTime(Legs.timestamp(server.now()))).build();
  }

  private CompletedCall call(String usageId) {
    return call(usageId, each -> each);
  }

  private static RateCallsRequest settings(RateCallsMode mode) {
    return RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder().setMode(mode)).build();
  }

  private static RateCallsRequest calls(List<CompletedCall> calls) {
    return RateCallsRequest.newBuilder().setCalls(CompletedCalls.newBuilder().addAllCalls(calls)).build();
  }

  private static List<RateCallsResponse> send(RateCallsRequest... messages) {
    var answer = new FutureAnswer<RateCallsResponse>();
    var requests = LegRatingServiceGrpc.newStub(server.channel()).rateCalls(answer);
    Arrays.asList(messages).forEach(requests::onNext);
    requests.onCompleted();
    return answer.all();
  }

  private static List<RatedCall> rate(RateCallsMode mode, CompletedCall... calls) {
    return send(settings(mode), calls(Arrays.asList(calls))).getFirst().getCallsList();
  }

  @TestFactory
  Stream<DynamicTest> streamsThatAreRefused() {
    var tooMany = Collections.nCopies(1_001, CompletedCall.getDefaultInstance());
    var unknownMode = RateCallsRequest.newBuilder().setSettings(RateCallsSettings.newBuilder().setModeValue(9)).build();
    var book = settings(BOOK);
    return new Refusals()
        .invalid("calls first", "settings.mode", () -> send(calls(List.of(CompletedCall.getDefaultInstance()))))
        .invalid("no mode", "settings.mode", () -> send(settings(RateCallsMode.RATE_CALLS_MODE_UNSPECIFIED)))
        .invalid("unknown mode", "settings.mode", () -> send(unknownMode))
        .invalid("no payload", "settings.mode", () -> send(RateCallsRequest.getDefaultInstance()))
        .invalid("settings twice", "calls.calls", () -> send(book, book))
        .invalid("no calls", "calls.calls", () -> send(book, calls(List.of())))
        .invalid("1,001 calls", "calls.calls", () -> send(book, calls(tooMany)))
        .row("settings only", "OK", () -> send(book))
        .row("nothing", "OK", () -> send())
        .tests();
  }

  private DynamicTest refused(String field, UnaryOperator<CompletedCall.Builder> change) {
    return DynamicTest.dynamicTest(field, () -> {
      List<RatedCall> rated = rate(BOOK, call("before"), call("bad", change), call("after"));
      assertThat(rated).extracting(RatedCall::getRefusal).containsExactly(CallRefusal.CALL_REFUSAL_UNSPECIFIED,
          CallRefusal.CALL_REFUSAL_INVALID_FIELD, CallRefusal.CALL_REFUSAL_UNSPECIFIED);
      assertThat(rated.get(1).getMessage()).startsWith(field);
      assertThat(rated.get(1).hasRecord()).isFalse();
    });
  }

  @TestFactory
  Stream<DynamicTest> oneBadCallLeavesTheOthersAlone() {
    String long65 = "x".repeat(65);
    var future = Legs.timestamp(server.now().plusNanos(1_000));
    var longAgo = Legs.timestamp(server.now().minus(Duration.ofHours(30)).minusNanos(1_000));
    return Stream.of(
        refused("usage_id", each -> each.clearUsageId()),
        refused("usage_id", each -> each.setUsageId(long65)),
        refused("usage_id", each -> each.setUsageId("tb-0-1")),
        refused("leg_id", each -> each.clearLegId()),
        refused("conference_id", each -> each.clearConferenceId()),
        refused("organization_id", each -> each.clearOrganizationId()),
        refused("organizer_id", each -> each.clearOrganizerId()),
        refused("direction", each -> each.setDirectionValue(7).setServiceNumber(TestServer.TOLL_NUMBER)),
        refused("service_number", each -> each.setDirection(Direction.DIRECTION_DIAL_IN)),
        refused("remote_number", each -> each.setRemoteNumber("call me")),
        refused("end_time", each -> each.clearEndTime().clearAnswerTime()),
        refused("end_time", each -> each.setEndTime(future)),
        refused("end_time", each -> each.setAnswerTime(future)),
        refused("end_time", each -> each.setAnswerTime(longAgo)),
        refused("answer_time", each -> each.setAnswerTime(Legs.timestamp(Instant.EPOCH))));
  }

  @Test
  void aDryRunTellsTheCostAndChangesNothing() {
    RatedCall rated = rate(DRY_RUN, call("dry")).getFirst();

    assertThat(rated.getRecord().getChargeMicros()).isEqualTo(40_000);
    assertThat(rated.getRate().getDestination()).isEqualTo("France");
    assertThat(server.balance(acme).getBalanceMicros()).isEqualTo(50 * TestServer.UNIT);
    assertThat(records()).isEmpty();
    assertThat(rate(BOOK, call("dry")).getFirst().getRepeatedRequest()).isFalse();
  }

  @Test
  void nothingIsChargedWithoutCreditsSetUp() {
    acme = TestServer.newId();
    server.create(TestServer.organization(acme).toBuilder().setCreditsSetUp(false).build());

    for (RateCallsMode mode : List.of(DRY_RUN, BOOK)) {
      CallRecord record = rate(mode, call("denied")).getFirst().getRecord();
      assertThat(record.getDenial()).isEqualTo(DenialReason.DENIAL_REASON_CREDITS_NOT_SET_UP);
      assertThat(record.getFreeReason()).isEqualTo(FreeReason.FREE_REASON_DENIED);
      assertThat(record.getChargeMicros()).isZero();
    }
    assertThat(server.balance(acme).getBalanceMicros()).isZero();
  }

  private List<CallRecord> records() {
    return server.records().listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId(acme).build())
        .getCallRecordsList();
  }

  @Test
  void aCallIsBookedOnceAndARepeatReturnsTheFirstRecord() {
    CompletedCall call = call("once", each -> each.setDirection(Direction.DIRECTION_DIAL_IN)
        .setServiceNumber(TestServer.TOLL_NUMBER));
    RatedCall first = rate(BOOK, call).getFirst();
    server.importDeck(CallType.CALL_TYPE_TOLL_DIAL_IN, TestServer.COLUMNS, "44,Dearer,9,0,60,60,USD");
    RatedCall second = rate(BOOK, call).getFirst();

    assertThat(second.getRepeatedRequest()).isTrue();
    assertThat(second.getRecord()).isEqualTo(first.getRecord());
    assertThat(records()).containsExactly(first.getRecord());
    assertThat(server.records().getCallRecord(GetCallRecordRequest.newBuilder().setOrganizationId(acme)
        .setUsageId("once").build()).getCallRecord()).isEqualTo(first.getRecord());
    assertThat(server.balance(acme).getBalanceMicros()).isEqualTo(49_980_000);
    var entries = server.credits().listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(acme)
        .build()).getEntriesList();
    assertThat(entries.getLast().getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE);
    assertThat(entries.getLast().getReference()).isEqualTo("once");
  }

  @Test
  void aUsageIdIsNotReusedNorAnOldCallBooked() {
    var old = Legs.timestamp(server.now().minus(Duration.ofDays(45)).minusSeconds(1));
    var stillGood = Legs.timestamp(server.now().minus(Duration.ofDays(45)));
    rate(BOOK, call("used"));

    List<RatedCall> rated = rate(BOOK, call("used", each -> each.setLegId("another")),
        call("old", each -> each.setAnswerTime(old).setEndTime(old)),
        call("nearly", each -> each.clearAnswerTime().setEndTime(stillGood)),
        call("lost", each -> each.setOrganizationId("nobody")));

    assertThat(rated).extracting(RatedCall::getRefusal).containsExactly(CallRefusal.CALL_REFUSAL_USAGE_ID_REUSED,
        CallRefusal.CALL_REFUSAL_TOO_OLD, CallRefusal.CALL_REFUSAL_UNSPECIFIED,
        CallRefusal.CALL_REFUSAL_UNKNOWN_ORGANIZATION);
    assertThat(rated).extracting(RatedCall::getUsageId).containsExactly("used", "old", "nearly", "lost");
    assertThat(rated.get(2).getRecord().getChargeMicros()).isZero();
    assertThat(rate(DRY_RUN, call("old", each -> each.setAnswerTime(old).setEndTime(old))).getFirst().getRefusal())
        .isEqualTo(CallRefusal.CALL_REFUSAL_UNSPECIFIED);
  }

  @Test
  void bookingTakesTheBalanceBelowZeroAndSaysSo() {
    CompletedCall day = call("day",
        each -> each.setAnswerTime(Legs.timestamp(server.now().minus(Duration.ofHours(30)))));
    rate(BOOK, day, day.toBuilder().setUsageId("next day").build());

    assertThat(server.balance(acme).getBalanceMicros()).isEqualTo(50 * TestServer.UNIT - 2 * 36 * TestServer.UNIT);
    assertThat(records()).extracting(CallRecord::getOverdraftMicros).containsExactly(0L, 22 * TestServer.UNIT);
  }

  @Test
  void everyBatchIsAnsweredInItsOrder() {
    var batches = IntStream.range(0, 3).mapToObj(batch -> calls(IntStream.range(0, 1_000)
        .mapToObj(i -> call(batch + "-" + i)).toList())).toList();
    var messages = Stream.concat(Stream.of(settings(BOOK)), batches.stream()).toArray(RateCallsRequest[]::new);

    List<RateCallsResponse> responses = send(messages);

    assertThat(responses).hasSize(3);
    for (int batch = 0; batch < 3; batch++) {
      assertThat(responses.get(batch).getCallsList()).extracting(RatedCall::getUsageId)
          .isEqualTo(batches.get(batch).getCalls().getCallsList().stream().map(CompletedCall::getUsageId).toList());
    }
  }
}
