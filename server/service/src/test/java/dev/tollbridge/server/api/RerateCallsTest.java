package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.server.rpc.ErrorDetails;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.GetCallRecordRequest;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListOrganizerTotalsRequest;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.RerateCallsSkipReason;
import dev.tollbridge.v1.RerateCallsSkipped;
import dev.tollbridge.v1.RerateCallsSummary;
import dev.tollbridge.v1.RerateCallsTotal;
import dev.tollbridge.v1.ReratedCall;
import dev.tollbridge.v1.Rerating;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class RerateCallsTest {
  private static final long PRICE_MICROS = 20_000;
  private static final long NEW_PRICE_MICROS = 12_500;

  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  /** Two legs of acme and one of initech to Paris, two minutes each, and one of acme that is active; then a new deck. */
  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", 100 * TestServer.UNIT);
    server.create("initech", 100 * TestServer.UNIT);
    bridge = server.bridge("bridge", 1);
    bridge.events(List.of(Legs.answered(1, 1, "acme", at(1)), Legs.answered(2, 2, "acme", at(2)),
        Legs.answered(3, 3, "initech", at(3)), Legs.answered(4, 4, "acme", at(4))));
    server.advance(Duration.ofMinutes(3));
    bridge.events(List.of(Legs.ended(5, 1, "acme", at(121)), Legs.ended(6, 2, "acme", at(122)),
        Legs.ended(7, 3, "initech", at(123))));
    bridge.ack(7);
    correctDeck();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private void correctDeck() {
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "331,Paris,0.0125,0,60,60,USD");
  }

  private static java.time.Instant at(long seconds) {
    return TestServer.START.plusSeconds(seconds);
  }

  private static RerateCallsRequest.Builder from(RerateCallsRequest.Builder request, Timestamp from) {
    request.getTimeRangeBuilder().setFrom(from);
    return request;
  }

  private static RerateCallsRequest.Builder to(RerateCallsRequest.Builder request, Timestamp to) {
    request.getTimeRangeBuilder().setTo(to);
    return request;
  }

  private static RerateCallsRequest.Builder all(RerateCallsMode mode) {
    return RerateCallsRequest.newBuilder().setMode(mode)
        .setTimeRange(Legs.range(Legs.timestamp(at(0)), Legs.timestamp(at(60))));
  }

  private static RerateCallsRequest.Builder dryRun() {
    return all(RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN);
  }

  private static RerateCallsRequest.Builder book(String requestId) {
    return all(RerateCallsMode.RERATE_CALLS_MODE_BOOK).setRequestId(requestId);
  }

  private List<RerateCallsResponse> rerate(RerateCallsRequest.Builder request) {
    List<RerateCallsResponse> answers = new ArrayList<>();
    server.reratings().rerateCalls(request.build()).forEachRemaining(answers::add);
    return answers;
  }

  private static List<ReratedCall> calls(List<RerateCallsResponse> answers) {
    return answers.stream().flatMap(answer -> answer.getCalls().getCallsList().stream()).toList();
  }

  private static RerateCallsSummary.Builder summary(List<RerateCallsResponse> answers) {
    assertThat(answers.subList(0, answers.size() - 1)).allMatch(RerateCallsResponse::hasCalls);
    assertThat(answers.getLast().hasSummary()).isTrue();
    return answers.getLast().getSummary().toBuilder();
  }

  private static RerateCallsSummary.Builder threeCheaperCalls() {
    return RerateCallsSummary.newBuilder().setSeenCount(3).setChangedCount(3).setActiveLegCount(1)
        .addTotals(RerateCallsTotal.newBuilder().setCurrencyCode("USD").setChangedCount(3)
            .setOldChargeMicros(6 * PRICE_MICROS).setNewChargeMicros(6 * NEW_PRICE_MICROS)
            .setDifferenceMicros(6 * (NEW_PRICE_MICROS - PRICE_MICROS)));
  }

  private static Rerating.Builder prices() {
    return Rerating.newBuilder().setOldChargeMicros(2 * PRICE_MICROS).setNewChargeMicros(2 * NEW_PRICE_MICROS)
        .setOldDestination("France").setNewDestination("Paris").setNewBilledSeconds(120);
  }

  private List<CallRecord> records(String organizationId) {
    return server.records()
        .listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId(organizationId).build())
        .getCallRecordsList();
  }

  private List<LedgerEntry> ledger(String organizationId) {
    return server.credits()
        .listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(organizationId).build())
        .getEntriesList();
  }

  /** A failure on a re-rating's thread reaches its caller, and its place is free again. */
  @Test
  void recordsThatCannotBeReadFailTheCallAndNoneAfterIt() throws Exception {
    int shard = server.router.of("acme").number();
    // Reading also writes the records that were waiting for others.
    assertThat(calls(rerate(dryRun()))).hasSize(3);
    change(shard, "ALTER TABLE call_record RENAME TO away");
    for (int i = 0; i <= ReratingGrpc.MAX_CALLS_AT_A_TIME; i++) {
      var refused = catchThrowableOfType(StatusRuntimeException.class, () -> rerate(dryRun()));
      assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
    change(shard, "ALTER TABLE away RENAME TO call_record");
    assertThat(calls(rerate(dryRun()))).hasSize(3);
  }

  private void change(int shard, String sql) throws SQLException {
    try (Connection connection = DriverManager
        .getConnection("jdbc:sqlite:" + new DataLayout(directory).records(shard));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aDryRunTellsAllAndBooksNothing() {
    var answers = rerate(dryRun());

    assertThat(summary(answers).build()).isEqualTo(threeCheaperCalls().build());
    assertThat(calls(answers)).hasSize(3).allSatisfy(call -> {
      assertThat(call.getRerating()).isEqualTo(prices().build());
      assertThat(call.getDifferenceMicros()).isEqualTo(2 * (NEW_PRICE_MICROS - PRICE_MICROS));
      assertThat(call.getEntryId()).isEmpty();
    });
    assertThat(ledger("acme")).noneMatch(LedgerEntry::hasRerating);
    assertThat(records("acme")).noneMatch(CallRecord::hasRerating);
  }

  @Test
  void totalsShowTheChargesThatApplyNow() {
    var _ = rerate(book("first"));
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "331,Paris,0.03,0,60,60,USD");
    var _ = rerate(book("second"));
    var asked = ListOrganizerTotalsRequest.newBuilder().setOrganizationId("acme");

    var now = server.records().listOrganizerTotals(asked.setReratedCharges(true).build()).getOrganizerTotals(0)
        .getTotals(0);
    var charged = server.records().listOrganizerTotals(asked.setReratedCharges(false).build()).getOrganizerTotals(0)
        .getTotals(0);

    assertThat(now.getReratedChargeMicros()).isEqualTo(4 * 30_000);
    assertThat(now.getChargeMicros()).isEqualTo(4 * PRICE_MICROS);
    assertThat(charged).isEqualTo(now.toBuilder().clearReratedChargeMicros().build());
  }

  @Test
  void bookingKeepsBothChargesInTheLedgerAndShowsTheNewOneInTheRecord() {
    var answers = rerate(book("fix"));

    assertThat(summary(answers).build()).isEqualTo(threeCheaperCalls().build());
    CallRecord record = records("initech").getFirst();
    LedgerEntry entry = ledger("initech").getLast();
    ReratedCall call = calls(answers).stream().filter(each -> each.getOrganizationId().equals("initech")).findFirst()
        .orElseThrow();
    assertThat(call).isEqualTo(ReratedCall.newBuilder().setUsageId(record.getUsageId()).setOrganizationId("initech")
        .setCurrencyCode("USD").setRerating(prices()).setDifferenceMicros(2 * (NEW_PRICE_MICROS - PRICE_MICROS))
        .setEntryId(entry.getEntryId()).build());
    assertThat(entry.getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_RERATING);
    assertThat(entry.getAmountMicros()).isEqualTo(2 * (PRICE_MICROS - NEW_PRICE_MICROS));
    assertThat(entry.getReference()).isEqualTo(record.getUsageId());
    assertThat(entry.getDescription()).isEqualTo("re-rating fix");
    assertThat(entry.getRerating()).isEqualTo(prices().build());
    assertThat(record.getChargeMicros()).isEqualTo(2 * PRICE_MICROS);
    assertThat(record.getRerating()).isEqualTo(prices().build());
    assertThat(server.records().getCallRecord(GetCallRecordRequest.newBuilder().setOrganizationId("initech")
        .setUsageId(record.getUsageId()).build()).getCallRecord()).isEqualTo(record);
    assertThat(server.balance("initech").getBalanceMicros())
        .isEqualTo(100 * TestServer.UNIT - 2 * NEW_PRICE_MICROS).isEqualTo(entry.getBalanceMicros());
  }

  @Test
  void aRepeatAnswersTheSameCallsAndSaysSo() {
    var first = rerate(book("fix"));
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "331,Paris,0.50,0,60,60,USD");

    var second = rerate(book("fix"));

    assertThat(calls(second)).isEqualTo(calls(first));
    assertThat(summary(second).build()).isEqualTo(threeCheaperCalls().setRepeatedRequest(true).build());
    assertThat(server.balance("initech").getBalanceMicros()).isEqualTo(100 * TestServer.UNIT - 2 * NEW_PRICE_MICROS);
    assertThat(Refusals.of(() -> rerate(book("fix").setOrganizationId("acme"))))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
    assertThat(Refusals.of(() -> rerate(book("fix").setCallType(CallType.CALL_TYPE_DIAL_OUT))))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
  }

  @Test
  void aLegThatWasActiveIsCaughtByTheNextOne() {
    rerate(book("first"));
    bridge.events(List.of(Legs.ended(8, 4, "acme", at(64))));
    bridge.ack(8);

    var next = rerate(book("second"));

    assertThat(summary(next).build()).isEqualTo(RerateCallsSummary.newBuilder().setSeenCount(4).setChangedCount(1)
        .setUnchangedCount(3).addTotals(RerateCallsTotal.newBuilder().setCurrencyCode("USD").setChangedCount(1)
            .setOldChargeMicros(PRICE_MICROS).setNewChargeMicros(NEW_PRICE_MICROS)
            .setDifferenceMicros(NEW_PRICE_MICROS - PRICE_MICROS))
        .build());
  }

  @Test
  void oneOrganizationAndOneCallTypeCanBeMeant() {
    var ofAcme = rerate(dryRun().setOrganizationId("acme"));
    var tollFree = rerate(dryRun().setCallType(CallType.CALL_TYPE_TOLL_FREE_DIAL_IN));

    assertThat(calls(ofAcme)).hasSize(2).extracting(ReratedCall::getOrganizationId).containsOnly("acme");
    assertThat(tollFree).containsExactly(
        RerateCallsResponse.newBuilder().setSummary(RerateCallsSummary.getDefaultInstance()).build());
  }

  @Test
  void callsWithoutAPriceAreSkippedAndCounted() {
    server.importDeck(CallType.CALL_TYPE_DIAL_OUT, TestServer.COLUMNS, "44,UK,0.01,0,60,60,USD");

    var answers = rerate(book("fix"));

    assertThat(summary(answers).build()).isEqualTo(RerateCallsSummary.newBuilder().setSeenCount(3).setActiveLegCount(1)
        .addSkipped(RerateCallsSkipped.newBuilder().setCount(3)
            .setReason(RerateCallsSkipReason.RERATE_CALLS_SKIP_REASON_NO_RATE))
        .build());
    assertThat(ledger("acme")).noneMatch(LedgerEntry::hasRerating);
  }

  @Test
  void anUnfinishedOneIsNamedToWhoeverComesBetween() {
    var scope = new ReratingScope("acme", null, TestServer.micros(Duration.between(java.time.Instant.EPOCH, at(0))),
        TestServer.micros(Duration.between(java.time.Instant.EPOCH, at(60))));
    var unfinished = Fingerprints.request("fix", book("fix").setOrganizationId("acme").build());
    assertThat(open(unfinished, scope)).isInstanceOf(Outcome.ReratingReached.class);

    var refused = catchThrowableOfType(StatusRuntimeException.class, () -> rerate(book("other")));

    assertThat(Refusals.words(refused)).isEqualTo("FAILED_PRECONDITION RERATING_OPEN");
    assertThat(ErrorDetails.info(refused).getMetadataMap()).containsEntry("request_id", "fix")
        .containsEntry("organization_id", "acme").containsEntry("call_type", "")
        .containsEntry("from", "2026-03-02T12:00:00Z").containsEntry("to", "2026-03-02T12:01:00Z");
    assertThat(summary(rerate(book("fix").setOrganizationId("acme"))).getChangedCount()).isEqualTo(2);
    assertThat(summary(rerate(book("other"))).getChangedCount()).isOne();
  }

  private Outcome open(Request request, ReratingScope scope) {
    return server.router.of("acme").submit(new Command.OpenRerating(request, scope)).join();
  }

  /** Places are released when a call ends, even a refused one. */
  @Test
  void asManyCallsAsOneLikesOneAfterTheOther() {
    for (int i = 0; i <= ReratingGrpc.MAX_CALLS_AT_A_TIME; i++) {
      assertThat(Refusals.of(() -> rerate(from(book("old"), Legs.timestamp(at(-63L * 24 * 3_600))))))
          .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS time_range.from");
    }
    server.await("a place", () -> Refusals.of(() -> rerate(dryRun())).equals("OK"));
  }

  @TestFactory
  Stream<DynamicTest> requestsThatAreRefused() {
    Timestamp never = Timestamp.newBuilder().setNanos(1_000_000_000).build();
    var longAgo = Legs.timestamp(server.now().minus(Duration.ofDays(62)).minusNanos(1_000));
    var justInTime = Legs.timestamp(server.now().minus(Duration.ofDays(62)));
    return new Refusals()
        .invalid("nothing said", "mode time_range.from time_range.to", () -> rerate(RerateCallsRequest.newBuilder()))
        .invalid("unknown mode", "mode", () -> rerate(dryRun().setModeValue(9)))
        .invalid("booking without an id", "request_id", () -> rerate(book("")))
        .invalid("a long id", "request_id", () -> rerate(book("x".repeat(65))))
        .invalid("odd organization", "organization_id", () -> rerate(dryRun().setOrganizationId("No!")))
        .invalid("unknown call type", "call_type", () -> rerate(dryRun().setCallTypeValue(9)))
        .invalid("impossible times", "time_range.from time_range.to time_range.to",
            () -> rerate(dryRun().setTimeRange(Legs.range(never, never))))
        .invalid("empty range", "time_range.to", () -> rerate(to(dryRun(), Legs.timestamp(at(0)))))
        .row("a month that is not over", "OK", () -> rerate(to(dryRun(), Legs.timestamp(at(100_000)))))
        .invalid("dry run of long ago", "time_range.from", () -> rerate(from(dryRun(), longAgo)))
        .invalid("booking of long ago", "time_range.from", () -> rerate(from(book("old"), longAgo)))
        .row("dry run of 62 days", "OK", () -> rerate(from(dryRun(), justInTime)))
        .row("unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> rerate(dryRun().setOrganizationId("nobody")))
        .row("booking for an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> rerate(book("nobody").setOrganizationId("nobody")))
        .tests();
  }
}
