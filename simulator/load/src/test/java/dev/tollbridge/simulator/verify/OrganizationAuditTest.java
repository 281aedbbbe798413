package dev.tollbridge.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.simulator.rater.DeckTable;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.sample.Mix;
import dev.tollbridge.simulator.sample.PhoneNumber;
import dev.tollbridge.simulator.scenario.ArrivalRate;
import dev.tollbridge.simulator.scenario.Hold;
import dev.tollbridge.simulator.scenario.PlannedLeg;
import dev.tollbridge.simulator.scenario.Scenario;
import dev.tollbridge.simulator.verify.Difference.Kind;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import dev.tollbridge.v1.Rerating;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrganizationAuditTest {
  private static final long START_MICROS = 1_000_000;
  private static final RunIdentity IDENTITY = new RunIdentity(new Scenario(new ArrivalRate(1), Hold.parse("fixed:1s"),
      Duration.ofSeconds(1), 1, new Mix(1, 1, 1), 1, 9, 1), 1000);

  private static final PlannedLeg PLANNED = new PlannedLeg(0, 0, 1_000_000, CallType.CALL_TYPE_DIAL_OUT, 1, 0, 0,
      new PhoneNumber("+12015550123", "US"), new PhoneNumber("+33612345678", "FR"));
  private static final byte[] DECK = "prefix,destination,price_per_minute\n33,France,0.02\n"
      .getBytes(StandardCharsets.UTF_8);

  private final ClosedRecords streamed = new ClosedRecords(IDENTITY,
      new Decks(Map.of(CallType.CALL_TYPE_DIAL_OUT, DeckTable.parse(DECK))), _ -> PLANNED);
  private final Pages books = new Pages();
  private long bookedMicros = 5;

  OrganizationAuditTest() {
    purchase(100);
    bookedMicros = START_MICROS;
    leg(0, 30);
    leg(1, 0);
    leg(2, 20);
  }

  @Test
  void acceptsBooksThatAgree() {
    assertThat(audit().isClean()).isTrue();
  }

  @Test
  void countsABalanceBelowZero() {
    assertThat(audit().overdrawnCount()).isZero();
    leg(3, 51);
    assertThat(audit()).satisfies(findings -> assertThat(findings.isClean()).isTrue())
        .returns(1L, Findings::overdrawnCount);
  }

  @Test
  void acceptsRecordsOfEarlierRuns() {
    CallRecord earlier = record("sim-9-zz-0", "old", 10).toBuilder().setStartTime(EngineTime.timestamp(5)).build();
    books.records.add(earlier);
    usage("old", 10);
    assertThat(audit().first()).isEmpty();
  }

  @Test
  void acceptsCallsThatWereReratedSince() {
    CallRecord closed = books.records.getFirst();
    books.records.set(0, closed.toBuilder().setRerating(Rerating.newBuilder().setNewChargeMicros(10)).build());
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_RERATING, "u0", 20);
    assertThat(audit().first()).isEmpty();
  }

  @Test
  void acceptsCallsThatWereRefundedSinceAndOtherKindsOfCredit() {
    CallRecord closed = books.records.getFirst();
    books.records.set(0, closed.toBuilder().setRefundedMicros(20).build());
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_REFUND, "u0", 20);
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_PAYOUT, "close", -5);
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_FORFEITURE, "close", -5);
    assertThat(audit().first()).isEmpty();
  }

  @Test
  void namesARecordThatIsNotListed() {
    books.records.removeLast();
    books.entries.removeLast();
    expect(Kind.MISSING, "sim-9-rs-2");
  }

  @Test
  void namesARecordThatDiffersFromTheStream() {
    books.records.set(0, books.records.getFirst().toBuilder().setCause("other").build());
    expect(Kind.WRONG, "cause=hung up");
    expect(Kind.WRONG, "cause=other");
  }

  @Test
  void namesARecordThatNobodyExpects() {
    books.records.add(record("sim-9-rs-77", "u77", 5));
    usage("u77", 5);
    expect(Kind.WRONG, "sim-9-rs-77");
  }

  @Test
  void namesARecordOfAnotherMakersLeg() {
    books.records.add(record("ghost", "u77", 5));
    usage("u77", 5);
    expect(Kind.WRONG, "ghost");
  }

  @Test
  void namesARecordOfALegThatAnotherOrganizationHas() {
    streamed.legs().add(new ClosedLeg(3, 2, 0, 1000, 4, START_MICROS, START_MICROS, "", true,
        DenialReason.DENIAL_REASON_UNSPECIFIED, 0, 0));
    books.records.add(record("sim-9-rs-3", "u3", 5));
    usage("u3", 5);
    expect(Kind.WRONG, "listed record of leg sim-9-rs-3: expected no such leg");
  }

  @Test
  void namesALegWithTwoRecords() {
    books.records.add(record("sim-9-rs-0", "u9", 30));
    usage("u9", 30);
    expect(Kind.DUPLICATED, "sim-9-rs-0");
  }

  @Test
  void namesAUsageThatIsNotBooked() {
    books.entries.removeLast();
    expect(Kind.MISSING, "usage entry for record u2");
  }

  @Test
  void namesAUsageThatIsBookedTwice() {
    usage("u0", 30);
    expect(Kind.DUPLICATED, "u0");
  }

  @Test
  void namesAUsageOfAnotherAmount() {
    books.entries.removeLast();
    usage("u2", 21);
    expect(Kind.WRONG, "amount -20");
  }

  @Test
  void namesARunningBalanceThatDoesNotAddUp() {
    books.entries.set(2, books.entries.get(2).toBuilder().setBalanceMicros(51).build());
    expect(Kind.WRONG, "balance 50");
  }

  @Test
  void namesABalanceThatIsNotTheLedgers() {
    books.balanceError = 1;
    expect(Kind.WRONG, "balance of sim-9-1");
  }

  @Test
  void namesLegsThatAreStillActive() {
    books.activeLegs = 1;
    expect(Kind.WRONG, "no active legs");
    assertThat(newAudit().whole(books, false).isClean()).isTrue();
  }

  @Test
  void whatIsBookedSinceTheStartIsEnoughWhenItAgrees() {
    assertThat(newAudit().sinceStart(books).first()).isEmpty();
  }

  @Test
  void anOrganizationWithoutLegsAgreesSinceTheStart() {
    OrganizationAudit idle = new OrganizationAudit("sim-9-1", START_MICROS, IDENTITY,
        new OrganizationAudit.Streamed(new ClosedRecords(IDENTITY, new Decks(Map.of()), _ -> PLANNED), Set.of(),
            Map.of()));
    books.records.clear();
    books.entries.subList(1, books.entries.size()).clear();
    assertThat(idle.sinceStart(books).first()).isEmpty();
  }

  @Test
  void whatEarlierRunsLeftDoesNotMatterSinceTheStart() {
    books.records.add(record("sim-9-a-0", "ahead", 10));
    books.records.add(record("ghost", "old", 10).toBuilder().setStartTime(EngineTime.timestamp(5)).build());
    assertThat(newAudit().sinceStart(books).first()).isEmpty();
  }

  @Test
  void aPurchaseSinceTheStartIsCredit() {
    purchase(50);
    assertThat(newAudit().sinceStart(books).first()).isEmpty();
  }

  private void expect(Kind kind, String text) {
    expect(kind, text, audit());
    expect(kind, text, newAudit().sinceStart(books));
  }

  private static void expect(Kind kind, String text, Findings findings) {
    assertThat(findings.count(kind)).as("%s", findings.first()).isPositive();
    assertThat(findings.first()).anySatisfy(difference -> assertThat(difference.toString()).contains(text));
  }

  private Findings audit() {
    return newAudit().whole(books, true);
  }

  private OrganizationAudit newAudit() {
    return new OrganizationAudit("sim-9-1", START_MICROS, IDENTITY,
        new OrganizationAudit.Streamed(streamed, Set.of(), Map.of()));
  }

  private void leg(int number, long chargeMicros) {
    String usageId = "u" + number;
    CallRecord record = record("sim-9-rs-" + number, usageId, chargeMicros);
    streamed.legs().add(new ClosedLeg(number, 1, 0, 1000, number + 1, START_MICROS, START_MICROS + 1_000_000, "hung up",
        true, DenialReason.DENIAL_REASON_UNSPECIFIED, 0, Fingerprint.of(record)));
    books.records.add(record);
    if (chargeMicros != 0) {
      usage(usageId, chargeMicros);
    }
  }

  private static CallRecord record(String legId, String usageId, long chargeMicros) {
    return CallRecord.newBuilder().setLegId(legId).setUsageId(usageId).setChargeMicros(chargeMicros)
        .setStartTime(EngineTime.timestamp(START_MICROS)).build();
  }

  private void purchase(long micros) {
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_PURCHASE, "p", micros);
  }

  private void usage(String usageId, long micros) {
    entry(LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE, usageId, -micros);
  }

  private void entry(LedgerEntryKind kind, String reference, long micros) {
    books.entries.add(LedgerEntry.newBuilder().setEntryId(Integer.toString(books.entries.size())).setKind(kind)
        .setReference(reference).setAmountMicros(micros).setBalanceMicros(books.sum() + micros)
        .setBookTime(EngineTime.timestamp(bookedMicros)).build());
  }

  private static final class Pages implements Books {
    final List<CallRecord> records = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    long balanceError;
    int activeLegs;

    long sum() {
      return entries.stream().mapToLong(LedgerEntry::getAmountMicros).sum();
    }

    @Override
    public void records(String organizationId, long fromMicros, Consumer<CallRecord> to) {
      records.stream().filter(record -> EngineTime.micros(record.getStartTime()) >= fromMicros).forEach(to);
    }

    @Override
    public void entries(String organizationId, long fromMicros, Consumer<LedgerEntry> to) {
      entries.stream().filter(entry -> EngineTime.micros(entry.getBookTime()) >= fromMicros).forEach(to);
    }

    @Override
    public GetBalanceResponse balance(String organizationId) {
      return GetBalanceResponse.newBuilder().setBalanceMicros(sum() + balanceError).setActiveLegCount(activeLegs)
          .build();
    }
  }
}
