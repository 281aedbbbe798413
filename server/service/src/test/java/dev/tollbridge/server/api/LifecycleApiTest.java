package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AuditEntry;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CloseOrganizationRequest;
import dev.tollbridge.v1.CloseOrganizationResponse;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.GetOrganizationRequest;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.ListAuditEntriesRequest;
import dev.tollbridge.v1.ListCallRecordsRequest;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListOrganizationsRequest;
import dev.tollbridge.v1.Organization;
import dev.tollbridge.v1.OrganizationState;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.RefundCallRequest;
import dev.tollbridge.v1.ReopenOrganizationRequest;
import dev.tollbridge.v1.Settlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LifecycleApiTest {
  private static final long CREDIT_MICROS = 100 * TestServer.UNIT;

  @TempDir
  private Path directory;
  private TestServer server;
  private BridgeStream bridge;

  /** A leg of acme has ended after two minutes, at 0.02 a minute. */
  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(directory);
    server.standardTariff();
    server.create("acme", CREDIT_MICROS);
    bridge = server.bridge("bridge", 1);
    bridge.events(Legs.answered(1, 1, "acme", server.now()));
    bridge.ack(1);
    server.advance(Duration.ofMinutes(2));
    bridge.events(Legs.ended(2, 1, "acme", server.now()));
    bridge.ack(2);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private CallRecord call() {
    return server.records().listCallRecords(ListCallRecordsRequest.newBuilder().setOrganizationId("acme").build())
        .getCallRecords(0);
  }

  private LedgerEntry refund(String requestId, long micros) {
    return server.credits().refundCall(RefundCallRequest.newBuilder().setRequestId(requestId)
        .setOrganizationId("acme").setUsageId(call().getUsageId()).setAmountMicros(micros).setReason("poor line")
        .build()).getEntry();
  }

  private CloseOrganizationResponse close(boolean endLegs) {
    return server.organizations().closeOrganization(CloseOrganizationRequest.newBuilder().setRequestId("close")
        .setOrganizationId("acme").setSettlement(Settlement.SETTLEMENT_PAY_OUT).setEndLegs(endLegs).build());
  }

  private Organization acme() {
    return server.organizations().getOrganization(GetOrganizationRequest.newBuilder().setOrganizationId("acme").build())
        .getOrganization();
  }

  private List<Organization> list(OrganizationState state) {
    return server.organizations().listOrganizations(ListOrganizationsRequest.newBuilder().setState(state).build())
        .getOrganizationsList();
  }

  private List<AuditEntry> audit(ListAuditEntriesRequest.Builder request) {
    List<AuditEntry> found = new ArrayList<>();
    String token = "";
    do {
      var page = server.audits().listAuditEntries(request.setPageToken(token).build());
      found.addAll(page.getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  @Test
  void aCallIsRefundedInPartsAndThenTheRest() {
    LedgerEntry first = refund("first", 10_000);

    assertThat(first.getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_REFUND);
    assertThat(first.getAmountMicros()).isEqualTo(10_000);
    assertThat(first.getReference()).isEqualTo(call().getUsageId());
    assertThat(first.getDescription()).isEqualTo("poor line");
    assertThat(first.getAuthor()).isEqualTo("open");
    assertThat(call().getRefundedMicros()).isEqualTo(10_000);
    assertThat(refund("first", 10_000)).isEqualTo(first);
    assertThat(refund("rest", 0).getAmountMicros()).isEqualTo(30_000);
    assertThat(server.balance("acme").getBalanceMicros()).isEqualTo(CREDIT_MICROS);
    assertThat(refund("rest", 0).getAmountMicros()).as("repeated").isEqualTo(30_000);
    assertThat(Refusals.of(() -> refund("more", 1))).isEqualTo("FAILED_PRECONDITION REFUND_TOO_HIGH");
    assertThat(call().getRefundedMicros()).isEqualTo(call().getChargeMicros());
  }

  @Test
  void manyAtATimeRefundNoMoreThanTheCharge() {
    List<String> outcomes = IntStream.range(0, 24).parallel()
        .mapToObj(each -> Refusals.of(() -> refund("refund " + each, 3_000))).toList();

    assertThat(outcomes).filteredOn("OK"::equals).hasSize(13);
    assertThat(outcomes).filteredOn("FAILED_PRECONDITION REFUND_TOO_HIGH"::equals).hasSize(11);
    assertThat(call().getRefundedMicros()).isEqualTo(39_000);
  }

  @TestFactory
  Stream<DynamicTest> whatIsRefused() {
    return new Refusals()
        .invalid("refund of nothing", "request_id organization_id usage_id reason",
            () -> server.credits().refundCall(RefundCallRequest.getDefaultInstance()))
        .invalid("negative refund", "amount_micros", () -> refund("negative", -1))
        .row("refund of an unknown call", "NOT_FOUND NO_SUCH_CALL_RECORD",
            () -> server.credits().refundCall(RefundCallRequest.newBuilder().setRequestId("r")
                .setOrganizationId("acme").setUsageId("no such").setReason("why").build()))
        .row("refund of an unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> server.credits().refundCall(RefundCallRequest.newBuilder().setRequestId("r")
                .setOrganizationId("nobody").setUsageId("no such").setReason("why").build()))
        .invalid("close nothing", "request_id organization_id settlement",
            () -> server.organizations().closeOrganization(CloseOrganizationRequest.getDefaultInstance()))
        .row("reopen an active one", "FAILED_PRECONDITION ORGANIZATION_ACTIVE",
            () -> server.organizations().reopenOrganization(ReopenOrganizationRequest.newBuilder().setRequestId("r")
                .setOrganizationId("acme").build()))
        .invalid("list a state of another version", "state",
            () -> server.organizations()
                .listOrganizations(ListOrganizationsRequest.newBuilder().setStateValue(9).build()))
        .invalid("audit of bad fields", "organization_id",
            () -> audit(ListAuditEntriesRequest.newBuilder().setOrganizationId("A B")))
        .tests();
  }

  @Test
  void aClosedOrganizationIsPaidOutAndMayBeReopened() {
    CloseOrganizationResponse closed = close(false);

    assertThat(closed.getEntry().getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_PAYOUT);
    assertThat(closed.getEntry().getAmountMicros()).isEqualTo(40_000 - CREDIT_MICROS);
    assertThat(closed.getOrganization()).isEqualTo(acme());
    assertThat(acme().getState()).isEqualTo(OrganizationState.ORGANIZATION_STATE_CLOSED);
    assertThat(acme().getReopenUntil())
        .isEqualTo(Legs.timestamp(server.now().plus(Duration.ofDays(90))));
    assertThat(close(false).getEntry()).isEqualTo(closed.getEntry());
    assertThat(list(OrganizationState.ORGANIZATION_STATE_CLOSED)).containsExactly(acme());
    assertThat(list(OrganizationState.ORGANIZATION_STATE_ACTIVE)).isEmpty();
    assertThat(Refusals.of(() -> server.credits().purchaseCredits(PurchaseCreditsRequest.newBuilder()
        .setRequestId("buy").setOrganizationId("acme").setAmountMicros(CREDIT_MICROS).build())))
        .isEqualTo("FAILED_PRECONDITION ORGANIZATION_CLOSED");
    bridge.events(Legs.answered(3, 3, "acme", server.now()));
    assertThat(bridge.disconnect(3).getReason()).isEqualTo(DenialReason.DENIAL_REASON_ORGANIZATION_CLOSED);

    Organization reopened = server.organizations().reopenOrganization(ReopenOrganizationRequest.newBuilder()
        .setRequestId("reopen").setOrganizationId("acme").build()).getOrganization();
    assertThat(reopened.getState()).isEqualTo(OrganizationState.ORGANIZATION_STATE_ACTIVE);
    assertThat(reopened.hasCloseTime()).isFalse();
    server.purchase("acme", CREDIT_MICROS);
  }

  @Test
  void activeLegsAreEndedAtTheirNextMinute() {
    bridge.events(Legs.answered(3, 3, "acme", server.now()));
    bridge.ack(3);
    CloseOrganizationResponse closing = close(true);
    assertThat(closing.hasEntry()).isFalse();
    assertThat(closing.getOrganization().getState()).isEqualTo(OrganizationState.ORGANIZATION_STATE_CLOSING);

    server.advance(Duration.ofMinutes(1));
    assertThat(bridge.disconnect(3).getReason()).isEqualTo(DenialReason.DENIAL_REASON_ORGANIZATION_CLOSED);
    bridge.events(Legs.ended(4, 3, "acme", server.now()));
    bridge.ack(4);

    assertThat(acme().getState()).isEqualTo(OrganizationState.ORGANIZATION_STATE_CLOSED);
    assertThat(server.balance("acme").getBalanceMicros()).isZero();
    var entries = server.credits()
        .listLedgerEntries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("acme").build()).getEntriesList();
    assertThat(entries).extracting(LedgerEntry::getKind).containsExactly(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE,
        LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE,
        LedgerEntryKind.LEDGER_ENTRY_KIND_PAYOUT);
    assertThat(entries).extracting(LedgerEntry::getAuthor).containsExactly("open", "", "", "");
  }

  @Test
  void theFirstPurchaseSetsCreditsUp() {
    server.create(TestServer.organization("initech").toBuilder().setCreditsSetUp(false).build());
    server.purchase("initech", CREDIT_MICROS);

    assertThat(list(OrganizationState.ORGANIZATION_STATE_ACTIVE))
        .filteredOn(each -> each.getOrganizationId().equals("initech")).singleElement()
        .satisfies(initech -> assertThat(initech.getCreditsSetUp()).isTrue());
  }

  @Test
  void everyChangeIsAudited() {
    server.create("initech", CREDIT_MICROS);
    var _ = refund("first", 10_000);
    var _ = Refusals.of(() -> refund("first", 9_000));
    var _ = refund("first", 10_000);

    assertThat(audit(ListAuditEntriesRequest.newBuilder().setOrganizationId("acme").setPageSize(2)))
        .extracting(LifecycleApiTest::shown)
        .containsExactly("open CreateOrganization  0..0 DONE", "open PurchaseCredits  0..100000000 DONE",
            "open RefundCall " + call().getUsageId() + " 99960000..99970000 DONE",
            "open RefundCall " + call().getUsageId() + " 99970000..99970000 REQUEST_ID_REUSED",
            "open RefundCall " + call().getUsageId() + " 99970000..99970000 REPEATED");
    List<AuditEntry> all = audit(ListAuditEntriesRequest.newBuilder().setPageSize(3));
    assertThat(all).extracting(AuditEntry::getRpc).contains("ImportRateDeck", "PutServiceNumber");
    assertThat(all).extracting(AuditEntry::getEntryId).doesNotHaveDuplicates();
    assertThat(all).extracting(AuditEntry::getRpc).filteredOn("ImportRateDeck"::equals).hasSize(3);
    assertThat(all).extracting(entry -> entry.getTime().getSeconds()).isSorted();
    assertThat(audit(ListAuditEntriesRequest.newBuilder().setAuthor("open"))).isEqualTo(all);
    assertThat(audit(ListAuditEntriesRequest.newBuilder().setAuthor("ann"))).isEmpty();
    assertThat(audit(ListAuditEntriesRequest.newBuilder().setTimeRange(Legs.to(Legs.timestamp(TestServer.START)))))
        .isEmpty();
  }

  private static String shown(AuditEntry entry) {
    return entry.getAuthor() + " " + entry.getRpc() + " " + entry.getSubject() + " " + entry.getBalanceBeforeMicros()
        + ".." + entry.getBalanceAfterMicros() + " " + entry.getOutcome();
  }
}
