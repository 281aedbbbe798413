package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.AdjustCreditsRequest;
import dev.tollbridge.v1.AutoRecharge;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.ListLedgerEntriesRequest;
import dev.tollbridge.v1.ListPendingRechargesRequest;
import dev.tollbridge.v1.PurchaseCreditsRequest;
import dev.tollbridge.v1.Recharge;
import dev.tollbridge.v1.ReportRechargeRequest;
import dev.tollbridge.v1.ReportRechargeResponse;
import dev.tollbridge.v1.UpdateAutoRechargeRequest;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CreditApiTest {
  private static final long UNIT = TestServer.UNIT;
  /** Slightly more than ten billion units. */
  private static final long TOO_MUCH = 10_000_000_000_000_001L;

  @TempDir
  private static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.create("acme", 100 * UNIT);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static LedgerEntry purchase(String requestId, String organization, long amountMicros) {
    return server.credits().purchaseCredits(PurchaseCreditsRequest.newBuilder().setRequestId(requestId)
        .setOrganizationId(organization).setAmountMicros(amountMicros).build()).getEntry();
  }

  private static LedgerEntry adjust(String requestId, String organization, long amountMicros, String reason) {
    return server.credits().adjustCredits(AdjustCreditsRequest.newBuilder().setRequestId(requestId)
        .setOrganizationId(organization).setAmountMicros(amountMicros).setReason(reason).build()).getEntry();
  }

  @TestFactory
  Stream<DynamicTest> amountsThatAreNotBooked() {
    return new Refusals()
        .invalid("purchase nothing", "request_id organization_id amount_micros", () -> purchase("", "", 0))
        .invalid("purchase with a long request id", "request_id", () -> purchase("r".repeat(65), "acme", 50 * UNIT))
        .invalid("purchase too much", "amount_micros", () -> purchase("p1", "acme", TOO_MUCH))
        .invalid("purchase less than nothing", "amount_micros", () -> purchase("p2", "acme", -1))
        .invalid("purchase below the minimum", "amount_micros", () -> purchase("p3", "acme", 50 * UNIT - 1))
        .row("purchase for nobody", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> purchase("p4", "nobody", 50 * UNIT))
        .invalid("adjust nothing", "request_id organization_id amount_micros reason", () -> adjust("", "", 0, ""))
        .invalid("adjust too much down", "amount_micros", () -> adjust("a1", "acme", -TOO_MUCH, "why"))
        .invalid("adjust too much up", "amount_micros", () -> adjust("a2", "acme", TOO_MUCH, "why"))
        .invalid("adjust with a long reason", "reason", () -> adjust("a3", "acme", 1, "x".repeat(201)))
        .row("adjust below zero", "FAILED_PRECONDITION INSUFFICIENT_CREDIT",
            () -> adjust("a4", "acme", -100 * UNIT - 1, "why"))
        .row("adjust nobody", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> adjust("a5", "nobody", 1, "why"))
        .tests();
  }

  private static String message(Supplier<?> call) {
    StatusRuntimeException error = catchThrowableOfType(StatusRuntimeException.class, call::get);
    return String.valueOf(error.getStatus().getDescription());
  }

  @Test
  void aRefusedAmountIsToldWithItsUnitsAndTheLimit() {
    server.create(TestServer.organization("yen").toBuilder().setCurrencyCode("JPY").build());
    server.create("dollar", 50 * UNIT);

    assertThat(message(() -> purchase("m1", "dollar", 50)))
        .isEqualTo("amount_micros: is 0.00005 USD; the minimum is 50.00 USD");
    assertThat(message(() -> purchase("m2", "yen", 49 * UNIT)))
        .isEqualTo("amount_micros: is 49 JPY; the minimum is 50 JPY");
    assertThat(message(() -> adjust("m3", "dollar", -60 * UNIT, "why")))
        .isEqualTo("the reduction of 60.00 USD is more than the balance of 50.00 USD");
    assertThat(message(() -> purchase("m4", "dollar", -1))).isEqualTo("amount_micros: must be 1 to 10000000000000000"
        + " micros (0.000001 to 10000000000 units), and is -0.000001 units");
  }

  @Test
  void aRefusedRequestIdMayBeUsedAgain() {
    server.create("retry", 50 * UNIT);
    assertThat(Refusals.of(() -> adjust("again", "retry", -60 * UNIT, "why")))
        .isEqualTo("FAILED_PRECONDITION INSUFFICIENT_CREDIT");

    assertThat(adjust("again", "retry", -10 * UNIT, "why").getBalanceMicros()).isEqualTo(40 * UNIT);
  }

  @Test
  void moneyMovesOncePerRequestId() {
    server.create(TestServer.organization("once"));
    LedgerEntry bought = purchase("r1", "once", 50 * UNIT);
    LedgerEntry reduced = adjust("r2", "once", -50 * UNIT, "all of it");

    assertThat(purchase("r1", "once", 50 * UNIT)).isEqualTo(bought);
    assertThat(adjust("r2", "once", -50 * UNIT, "all of it")).isEqualTo(reduced);
    assertThat(Refusals.of(() -> purchase("r1", "once", 51 * UNIT)))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
    assertThat(Refusals.of(() -> adjust("r1", "once", 1, "another method")))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
    assertThat(server.balance("once").getBalanceMicros()).isZero();
    assertThat(entries("once")).containsExactly(bought, reduced);
  }

  @Test
  void whatWasBookedIsReadAtOnce() {
    server.create(TestServer.organization("ledger"));
    LedgerEntry bought = purchase("r1", "ledger", 60 * UNIT);
    LedgerEntry added = adjust("r2", "ledger", 2 * UNIT, "goodwill");

    assertThat(bought.getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE);
    assertThat(bought.getReference()).isEqualTo("r1");
    assertThat(added.getDescription()).isEqualTo("goodwill");
    assertThat(added.getEntryId()).isGreaterThan(bought.getEntryId());
    assertThat(entries("ledger")).containsExactly(bought, added);
    GetBalanceResponse balance = server.balance("ledger");
    assertThat(balance.getBalanceMicros()).isEqualTo(added.getBalanceMicros()).isEqualTo(62 * UNIT);
    assertThat(balance.getLotsList()).extracting(lot -> lot.getRemainingMicros()).containsExactly(60 * UNIT, 2 * UNIT);
    assertThat(balance.hasAutoRecharge()).isFalse();
  }

  private static List<LedgerEntry> entries(String organization) {
    return entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId(organization));
  }

  private static List<LedgerEntry> entries(ListLedgerEntriesRequest.Builder request) {
    return server.credits().listLedgerEntries(request.build()).getEntriesList();
  }

  @Test
  void theLedgerIsPagedAndBoundInTime() {
    server.create(TestServer.organization("pages"));
    List<LedgerEntry> booked = Stream.of("1", "2", "3").map(id -> purchase(id, "pages", 50 * UNIT)).toList();
    var request = ListLedgerEntriesRequest.newBuilder().setOrganizationId("pages").setPageSize(2);
    var first = server.credits().listLedgerEntries(request.build());
    var second = server.credits().listLedgerEntries(request.setPageToken(first.getNextPageToken()).build());

    assertThat(first.getEntriesList()).isEqualTo(booked.subList(0, 2));
    assertThat(second.getEntriesList()).isEqualTo(booked.subList(2, 3));
    assertThat(second.getNextPageToken()).isEmpty();
    Timestamp bookTime = booked.getFirst().getBookTime();
    assertThat(
        entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("pages").setTimeRange(Legs.to(bookTime))))
        .isEmpty();
    assertThat(
        entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("pages").setTimeRange(Legs.from(bookTime))))
        .isEqualTo(booked);
  }

  @TestFactory
  Stream<DynamicTest> questionsThatAreRefused() {
    Timestamp late = Timestamp.newBuilder().setSeconds(1_800_000_000).build();
    Timestamp early = Timestamp.newBuilder().setSeconds(1_700_000_000).build();
    return new Refusals()
        .invalid("balance of nobody", "organization_id", () -> server.balance(""))
        .row("unknown balance", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> server.balance("nobody"))
        .invalid("ledger of nobody", "organization_id", () -> entries(""))
        .row("unknown ledger", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> entries("nobody"))
        .invalid("ledger backwards", "time_range.to",
            () -> entries(
                ListLedgerEntriesRequest.newBuilder().setOrganizationId("acme").setTimeRange(Legs.range(late, early))))
        .invalid("ledger out of time", "time_range.from time_range.to",
            () -> entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("acme")
                .setTimeRange(Legs.range(Timestamp.newBuilder().setNanos(-1).build(),
                    Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build()))))
        .invalid("ledger page size", "page_size",
            () -> entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("acme").setPageSize(-1)))
        .invalid("ledger page token", "page_token",
            () -> entries(ListLedgerEntriesRequest.newBuilder().setOrganizationId("acme").setPageToken("x")))
        .invalid("recharges page", "page_size page_token",
            () -> server.credits().listPendingRecharges(
                ListPendingRechargesRequest.newBuilder().setPageSize(-1).setPageToken("?").build()))
        .tests();
  }

  private static Object autoRecharge(String organization, long trigger, long amount, long cap) {
    return server.credits().updateAutoRecharge(UpdateAutoRechargeRequest.newBuilder().setOrganizationId(organization)
        .setAutoRecharge(AutoRecharge.newBuilder().setTriggerMicros(trigger).setAmountMicros(amount)
            .setDailyCapMicros(cap))
        .build());
  }

  private static ReportRechargeResponse report(String requestId, String organization, String rechargeId,
      String failure) {
    return server.credits().reportRecharge(ReportRechargeRequest.newBuilder().setRequestId(requestId)
        .setOrganizationId(organization).setRechargeId(rechargeId).setFailure(failure).build());
  }

  @TestFactory
  Stream<DynamicTest> rechargesThatAreRefused() {
    return new Refusals()
        .invalid("for nobody", "organization_id", () -> autoRecharge("", 0, 50 * UNIT, 50 * UNIT))
        .invalid("negative", "auto_recharge.trigger_micros auto_recharge.amount_micros",
            () -> autoRecharge("acme", -1, 0, 0))
        .invalid("cap below the amount", "auto_recharge.daily_cap_micros",
            () -> autoRecharge("acme", 0, 50 * UNIT, 50 * UNIT - 1))
        .invalid("too much",
            "auto_recharge.trigger_micros auto_recharge.amount_micros auto_recharge.daily_cap_micros",
            () -> autoRecharge("acme", TOO_MUCH, TOO_MUCH, TOO_MUCH))
        .invalid("below the minimum purchase", "auto_recharge.amount_micros",
            () -> autoRecharge("acme", 0, 50 * UNIT - 1, 50 * UNIT))
        .row("unknown organization", "NOT_FOUND NO_SUCH_ORGANIZATION",
            () -> autoRecharge("nobody", 0, 50 * UNIT, 50 * UNIT))
        .invalid("report nothing", "request_id organization_id recharge_id", () -> report("", "", "", ""))
        .invalid("report a long failure", "failure", () -> report("f1", "acme", "r", "x".repeat(201)))
        .row("report an unknown recharge", "NOT_FOUND NO_SUCH_RECHARGE", () -> report("f2", "acme", "r", ""))
        .row("report for nobody", "NOT_FOUND NO_SUCH_ORGANIZATION", () -> report("f3", "nobody", "r", ""))
        .tests();
  }

  @Test
  void aRechargeIsAskedForReportedAndBooked() {
    server.create("auto", 50 * UNIT);
    var _ = autoRecharge("auto", 60 * UNIT, 55 * UNIT, 200 * UNIT);
    Recharge pending = Objects.requireNonNull(pending("auto"));
    assertThat(pending.getAmountMicros()).isEqualTo(55 * UNIT);
    assertThat(server.balance("auto").getAutoRecharge().getTriggerMicros()).isEqualTo(60 * UNIT);

    ReportRechargeResponse paid = report("paid", "auto", pending.getRechargeId(), "");

    assertThat(paid.getEntry().getKind()).isEqualTo(LedgerEntryKind.LEDGER_ENTRY_KIND_RECHARGE);
    assertThat(report("paid", "auto", pending.getRechargeId(), "")).isEqualTo(paid);
    assertThat(Refusals.of(() -> report("paid", "auto", pending.getRechargeId(), "declined")))
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELDS request_id");
    assertThat(server.balance("auto").getBalanceMicros()).isEqualTo(105 * UNIT);
    assertThat(pending("auto")).isNull();
  }

  @Test
  void aFailedRechargeBooksNothingAndTurningItOffEndsIt() {
    server.create("declined", 50 * UNIT);
    var _ = autoRecharge("declined", 60 * UNIT, 50 * UNIT, 200 * UNIT);

    assertThat(report("no", "declined", Objects.requireNonNull(pending("declined")).getRechargeId(), "card expired")
        .hasEntry()).isFalse();

    var off = server.credits()
        .updateAutoRecharge(UpdateAutoRechargeRequest.newBuilder().setOrganizationId("declined").build());
    assertThat(off.hasAutoRecharge()).isFalse();
    assertThat(server.balance("declined").hasAutoRecharge()).isFalse();
    assertThat(server.balance("declined").getBalanceMicros()).isEqualTo(50 * UNIT);
  }

  private static @Nullable Recharge pending(String organization) {
    return server.credits().listPendingRecharges(ListPendingRechargesRequest.getDefaultInstance()).getRechargesList()
        .stream().filter(recharge -> recharge.getOrganizationId().equals(organization)).findFirst().orElse(null);
  }

  @Test
  void rechargesArePagedByTheirIds() {
    for (String id : List.of("queue-1", "queue-2", "queue-3")) {
      server.create(id, 50 * UNIT);
      var _ = autoRecharge(id, 60 * UNIT, 50 * UNIT, 200 * UNIT);
    }
    var all = server.credits().listPendingRecharges(ListPendingRechargesRequest.getDefaultInstance());
    var first = server.credits().listPendingRecharges(ListPendingRechargesRequest.newBuilder().setPageSize(1).build());
    var rest = server.credits().listPendingRecharges(ListPendingRechargesRequest.newBuilder().setPageSize(1_000)
        .setPageToken(first.getNextPageToken()).build());

    assertThat(Stream.concat(first.getRechargesList().stream(), rest.getRechargesList().stream()).toList())
        .isEqualTo(all.getRechargesList()).hasSizeGreaterThanOrEqualTo(3);
  }
}
