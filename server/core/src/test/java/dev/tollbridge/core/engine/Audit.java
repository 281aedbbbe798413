package dev.tollbridge.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.EffectRecorder.Effect;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the books of a run from the engine's outcomes and effects alone, and checks that they balance. */
final class Audit {
  private static final long MINUTE_MICROS = 60_000_000;

  private final Set<String> chargedMinutes = new HashSet<>();
  private final Map<String, Long> streamedMicros = new HashMap<>();
  private final TreeMap<Long, CallRecord> records = new TreeMap<>();
  /** What each record's call costs now. */
  private final Map<Long, Long> chargeMicros = new HashMap<>();
  private final Map<Long, Long> refundedMicros = new HashMap<>();
  private int reratings;
  private int refunds;
  private int settlements;
  private int obedientEnds;
  private int requestedEnds;
  private final Map<String, CallRecord> recordOf = new HashMap<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Set<String> acceptedLegs = new HashSet<>();
  private final Map<String, String> legById = new HashMap<>();
  private final Map<String, Long> seenThrough = new HashMap<>();

  /** Notes the outcome of a batch of events. */
  void applied(Command.LegEvents batch, Outcome outcome) {
    if (outcome instanceof Outcome.EventsApplied(var rejections, var notices)) {
      String session = batch.bridgeId() + "/" + batch.session();
      long seen = seenThrough.getOrDefault(session, 0L);
      Set<Long> rejected = new HashSet<>(rejections.stream().map(Outcome.EventRejection::sequence).toList());
      Set<Long> renamed = notices.stream().filter(each -> each.reason() == NoticeReason.LEG_ID_IN_USE)
          .map(Outcome.EventNotice::sequence).collect(Collectors.toSet());
      for (LegEvent event : batch.events()) {
        if (event instanceof LegEvent.Answered answered && event.sequence() > seen && !rejected.contains(event
            .sequence())) {
          String leg = EffectRecorder.key(batch.bridgeId(), batch.session(), answered.legNumber());
          String earlier = renamed.contains(event.sequence())
              ? null
              : legById.put(batch.bridgeId() + "/" + answered.legId(), leg);
          if (earlier != null && !earlier.startsWith(session + "/") && !recordOf.containsKey(earlier)) {
            move(earlier, leg);
          }
          assertThat(acceptedLegs.add(leg)).as("leg accepted once: %s", answered.legId()).isTrue();
        }
      }
      seenThrough.put(session, Math.max(seen, batch.through()));
    }
  }

  /** A bridge continues a leg in a newer session, under another number. */
  private void move(String earlier, String leg) {
    acceptedLegs.remove(earlier);
    Long streamed = streamedMicros.remove(earlier);
    if (streamed != null) {
      streamedMicros.put(leg, streamed);
    }
    for (int minute = 0; chargedMinutes.remove(earlier + "#" + minute); minute++) {
      chargedMinutes.add(leg + "#" + minute);
    }
  }

  void take(Effect effect, long nowMicros) {
    switch (effect) {
      case Effect.Charged charged -> takeCharge(charged, nowMicros);
      case Effect.Closed(var record) -> takeClosing(record);
      case Effect.CallBooked(var record) -> takeRecord(record);
      case Effect.EntryMade(var entry) -> takeEntry(entry);
      case Effect.Disconnect(var leg, _, _) ->
        assertThat(recordOf).as("told to hang up when closed").doesNotContainKey(leg);
      case Effect.Credit _,Effect.Audited _,Effect.ClosingsDropped _ -> {
      }
    }
  }

  private void takeCharge(Effect.Charged charged, long nowMicros) {
    assertThat(recordOf).as("charged when closed").doesNotContainKey(charged.leg());
    for (int minute = charged.allMinutes() - charged.minutes(); minute < charged.allMinutes(); minute++) {
      assertThat(chargedMinutes.add(charged.leg() + "#" + minute)).as("minute charged once: %s", charged).isTrue();
    }
    long streamed = streamedMicros.merge(charged.leg(), charged.amountMicros(), Math::addExact);
    assertThat(charged.totalMicros()).as("running total of %s", charged).isEqualTo(streamed);
    boolean over = charged.dueMicros() + MINUTE_MICROS <= nowMicros;
    assertThat(over || charged.amountMicros() == 0 || charged.balanceMicros() >= 0)
        .as("paid before it is used: %s", charged).isTrue();
  }

  private void takeClosing(CallRecord record) {
    if (records.containsKey(record.sequence())) {
      assertThat(record).as("the closing again").isEqualTo(records.get(record.sequence()));
      return;
    }
    takeRecord(record);
    assertThat(recordOf.put(key(record), record)).as("record of a leg that has one: %s", record).isNull();
    long streamed = streamedMicros.getOrDefault(key(record), 0L);
    assertThat(streamed + record.cost().closingAdjustmentMicros()).as("streamed and adjusted: %s", record)
        .isEqualTo(record
            .chargeMicros());
    requestedEnds += record.ending().denial() == DenialReason.ADMINISTRATOR ? 1 : 0;
    if (endsWithinChargedMinutes(record)) {
      assertThat(record.cost().closingAdjustmentMicros()).as("refund of %s", record).isNotPositive();
      assertThat(record.cost().overdraftMicros()).as("overdraft of %s", record).isZero();
      obedientEnds++;
    }
  }

  private boolean endsWithinChargedMinutes(CallRecord record) {
    long seconds = record.span().durationSeconds();
    return seconds > 0 && chargedMinutes.contains(key(record) + "#" + (seconds - 1) / 60);
  }

  /** How many legs ended within a minute that they had been charged. */
  int obedientEnds() {
    return obedientEnds;
  }

  /** How many legs ended after somebody had asked for it. */
  int requestedEnds() {
    return requestedEnds;
  }

  private static String key(CallRecord record) {
    return EffectRecorder.key(record.origin().bridgeId(), record.origin().session(), record.origin().legNumber());
  }

  /** A re-rating starts from the call's latest cost, and books only the difference. */
  private void takeEntry(LedgerEntry entry) {
    entries.add(entry);
    LedgerEntry.PriceChange rerated = entry.rerated();
    assertThat(rerated != null).as("prices of %s", entry).isEqualTo(entry.kind() == LedgerEntry.Kind.RERATING);
    if (rerated != null) {
      assertThat(rerated.oldChargeMicros()).as("charge before %s", entry)
          .isEqualTo(chargeMicros.get(rerated.recordSequence()));
      assertThat(entry.amountMicros()).isEqualTo(rerated.oldChargeMicros() - rerated.newChargeMicros());
      assertThat(entry.reference()).isEqualTo(Objects.requireNonNull(records.get(rerated.recordSequence())).usageId());
      chargeMicros.put(rerated.recordSequence(), rerated.newChargeMicros());
      reratings++;
    }
    Long refunded = entry.refundedRecord();
    assertThat(refunded != null).as("record of %s", entry).isEqualTo(entry.kind() == LedgerEntry.Kind.REFUND);
    if (refunded != null) {
      assertThat(entry.amountMicros()).as("refund %s", entry).isPositive();
      refundedMicros.merge(refunded, entry.amountMicros(), Math::addExact);
      refunds++;
    }
    if (entry.kind() == LedgerEntry.Kind.PAYOUT || entry.kind() == LedgerEntry.Kind.FORFEITURE) {
      assertThat(entry.amountMicros()).as("settlement %s", entry).isNegative();
      settlements++;
    }
    for (var each : refundedMicros.entrySet()) {
      assertThat(each.getValue()).as("refunds of record %s after %s", each.getKey(), entry)
          .isLessThanOrEqualTo(chargeMicros.get(each.getKey()));
    }
  }

  /** How many refunds were booked. */
  int refunds() {
    return refunds;
  }

  /** How many entries took the credit of closed organizations. */
  int settlements() {
    return settlements;
  }

  /** How many calls were re-rated. */
  int reratings() {
    return reratings;
  }

  private void takeRecord(CallRecord record) {
    assertThat(record.sequence()).as("sequence of records").isEqualTo(records.size() + 1L);
    records.put(record.sequence(), record);
    chargeMicros.put(record.sequence(), record.chargeMicros());
  }

  /** Checks everything that must hold at the end of a run. */
  void check(RatingEngine engine) {
    Map<String, Long> ledger = checkLedger();
    int active = 0;
    for (OrganizationView organization : engine.organizations()) {
      checkMoney(organization, ledger.getOrDefault(organization.id(), 0L));
      active += organization.activeLegCount();
    }
    assertThat(active).as("active legs of all organizations").isEqualTo(engine.activeLegCount());
    assertThat(recordOf.size() + active).as("closed and active legs").isEqualTo(acceptedLegs.size());
    assertThat(acceptedLegs).containsAll(recordOf.keySet()).containsAll(streamedMicros.keySet());
  }

  private Map<String, Long> checkLedger() {
    Map<String, Long> sums = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      LedgerEntry entry = entries.get(i);
      assertThat(entry.sequence()).as("sequence of entries").isEqualTo(i + 1L);
      long sum = sums.merge(entry.organizationId(), entry.amountMicros(), Math::addExact);
      assertThat(entry.balanceMicros()).as("sum of entries: %s", entry).isEqualTo(sum);
    }
    return sums;
  }

  private void checkMoney(OrganizationView organization, long ledgerMicros) {
    Map<LedgerEntry.Kind, Long> sums = new EnumMap<>(LedgerEntry.Kind.class);
    entries.stream().filter(entry -> entry.organizationId().equals(organization.id()))
        .forEach(entry -> sums.merge(entry.kind(), entry.amountMicros(), Math::addExact));
    long charged = records.values().stream()
        .filter(record -> record.parties().organizationId().equals(organization.id()))
        .mapToLong(CallRecord::chargeMicros).sum();
    long bought = sums.getOrDefault(LedgerEntry.Kind.PURCHASE, 0L) + sums.getOrDefault(LedgerEntry.Kind.RECHARGE, 0L)
        + sums.getOrDefault(LedgerEntry.Kind.ADJUSTMENT, 0L);
    long expired = -sums.getOrDefault(LedgerEntry.Kind.EXPIRY, 0L);
    long rerated = sums.getOrDefault(LedgerEntry.Kind.RERATING, 0L);
    long refunded = sums.getOrDefault(LedgerEntry.Kind.REFUND, 0L);
    long settled = -sums.getOrDefault(LedgerEntry.Kind.PAYOUT, 0L)
        - sums.getOrDefault(LedgerEntry.Kind.FORFEITURE, 0L);
    assertThat(bought + rerated + refunded)
        .as("bought + re-rated + refunded = left + charged + being charged + expired + settled")
        .isEqualTo(organization.balanceMicros() + charged + organization.activeLegsMicros() + expired + settled);
    if (organization.lifecycle().state() == Lifecycle.State.CLOSED && organization.activeLegCount() == 0) {
      assertThat(organization.balanceMicros()).as("credit of a closed organization").isNotPositive();
    }
    long present = records.values().stream()
        .filter(record -> record.parties().organizationId().equals(organization.id()))
        .mapToLong(record -> chargeMicros.get(record.sequence())).sum();
    assertThat(charged - rerated).as("charges with what was re-rated").isEqualTo(present);
    assertThat(organization.ledgerBalanceMicros()).as("sum of the ledger").isEqualTo(ledgerMicros);
    long lots = organization.lots().stream().mapToLong(lot -> lot.remainingMicros()).sum();
    assertThat(lots).as("rest of all lots").isEqualTo(Math.max(0, organization.balanceMicros()));
  }
}
