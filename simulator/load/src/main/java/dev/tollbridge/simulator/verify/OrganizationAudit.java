package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares one organization's books with the run's streams and with each other: records match closed legs one to one,
 * usage entries match records one to one, and sums add up. Runs once.
 */
public final class OrganizationAudit {
  /** How far the run's estimate of the server's clock may be ahead of it. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

  private final String organizationId;
  private final long startMicros;
  private final RunIdentity identity;
  private final Streamed streamed;
  private final Findings findings = new Findings();
  private final BitSet listedLegs = new BitSet();
  private final UsageCharges usages = new UsageCharges();
  private boolean sinceStart;
  private boolean opened;
  private long recordsMicros;
  private long creditsMicros;
  private long ledgerMicros;

  OrganizationAudit(String organizationId, long startMicros, RunIdentity identity, Streamed streamed) {
    this.organizationId = organizationId;
    this.startMicros = startMicros;
    this.identity = identity;
    this.streamed = streamed;
  }

  /**
   * What was received on the streams.
   *
   * @param records of the legs whose closings were received
   * @param openLegs ids of legs whose closing was never received
   * @param lost legs whose bridge had crashed before their closing, by leg id
   */
  record Streamed(ClosedRecords records, Set<String> openLegs, Map<String, LostLeg> lost) {}

  /**
   * Compares all records and entries of the organization.
   *
   * @param idleBefore no leg of the organization was active before the run
   */
  public Findings whole(Books books, boolean idleBefore) {
    compare(books, Books.ALL, Books.ALL);
    balance(books.balance(organizationId), idleBefore);
    return findings;
  }

  /**
   * Compares only entries since the start of the run, for an organization that had no active legs then. Of earlier runs
   * only the balance matters, which is derived from the ledger's first entry since the start.
   */
  public Findings sinceStart(Books books) {
    sinceStart = true;
    compare(books, startMicros - earliestAnswerMicros(), startMicros);
    GetBalanceResponse seen = books.balance(organizationId);
    open(seen.getBalanceMicros() + seen.getActiveLegsMicros());
    balance(seen, true);
    return findings;
  }

  /** How long before the run's start a bridge whose clock is behind may report an answer. */
  private long earliestAnswerMicros() {
    return identity.scenario().faults().skew().plus(CLOCK_STEP).toNanos() / 1000;
  }

  private void compare(Books books, long recordsFromMicros, long entriesFromMicros) {
    books.records(organizationId, recordsFromMicros, this::record);
    findUnlisted();
    books.entries(organizationId, entriesFromMicros, this::entry);
    if (usages.unbookedCount() > 0) {
      books.records(organizationId, recordsFromMicros, this::unbooked);
    }
  }

  private void record(CallRecord record) {
    boolean own = identity.owns(record.getLegId());
    boolean earlier = !own && (EngineTime.micros(record.getStartTime()) < startMicros
        || identity.isOfEarlierRun(record.getLegId()));
    if (earlier && sinceStart) {
      return;
    }
    recordsMicros += record.getChargeMicros();
    if (!usages.add(record.getUsageId(), record.getChargeMicros())) {
      findings.duplicated("record " + record.getUsageId() + " of " + organizationId, "once", "again", 1);
    }
    if (own) {
      ownRecord(record);
    } else if (!earlier) {
      findings.wrong(listed(record.getLegId()), "no such leg", "record " + record.getUsageId());
    }
  }

  private void ownRecord(CallRecord record) {
    String legId = record.getLegId();
    long number = identity.legNumber(legId);
    ClosedLeg leg = closedHere(number);
    if (number >= 0 && listedLegs.get((int) number)) {
      findings.duplicated(listed(legId), "one record", "another, " + record.getUsageId(), 1);
    } else if (leg != null) {
      // re-ratings and refunds follow the closing on the stream, and leave the other fields of the record unchanged
      CallRecord asClosed = record.hasRerating() || record.getRefundedMicros() != 0
          ? record.toBuilder().clearRerating().clearRefundedMicros().build()
          : record;
      streamed.records().compare(listed(legId), leg, asClosed, findings);
    } else if (!streamed.openLegs().contains(legId)) {
      unheardRecord(legId, record);
    }
    if (number >= 0) {
      listedLegs.set((int) number);
    }
  }

  /** The leg with this number, if it is the organization's and its closing was received. */
  private @Nullable ClosedLeg closedHere(long number) {
    ClosedLeg leg = streamed.records().legs().find(number);
    return leg != null && leg.organization() == identity.organization(organizationId) ? leg : null;
  }

  private void unheardRecord(String legId, CallRecord record) {
    LostLeg lost = streamed.lost().get(legId);
    if (lost == null) {
      findings.wrong(listed(legId), "no such leg", "record " + record.getUsageId());
    } else {
      lost.found(record);
    }
  }

  private static String listed(String legId) {
    return "listed record of leg " + legId;
  }

  private void findUnlisted() {
    streamed.records().legs().ofOrganization(identity.organization(organizationId), number -> {
      if (!listedLegs.get((int) number)) {
        findings.missing(listed(identity.legId(number)), "as streamed", "none", 1);
      }
    });
    streamed.lost().forEach((legId, lost) -> {
      if (lost.mustBeRecorded() && !listedLegs.get((int) identity.legNumber(legId))) {
        findings.missing(listed(legId), "one: the server had its answer", "none", 1);
      }
    });
  }

  /** Sets the balance before the first entry read. Only the first call counts, and none if all entries are read. */
  private void open(long balanceMicros) {
    if (sinceStart && !opened) {
      ledgerMicros = balanceMicros;
      creditsMicros = balanceMicros;
    }
    opened = true;
  }

  private void entry(LedgerEntry entry) {
    open(entry.getBalanceMicros() - entry.getAmountMicros());
    ledgerMicros += entry.getAmountMicros();
    if (entry.getBalanceMicros() != ledgerMicros) {
      findings.wrong("ledger entry " + entry.getEntryId() + " of " + organizationId, "balance " + ledgerMicros,
          "balance " + entry.getBalanceMicros());
      ledgerMicros = entry.getBalanceMicros();
    }
    if (entry.getKind() == LedgerEntryKind.LEDGER_ENTRY_KIND_USAGE) {
      usage(entry);
    } else {
      creditsMicros += entry.getAmountMicros();
    }
  }

  private void usage(LedgerEntry entry) {
    String subject = "usage entry " + entry.getEntryId() + " of " + organizationId;
    switch (usages.book(entry.getReference())) {
      case REPEATED -> findings.duplicated(subject, "one for record " + entry.getReference(), "another", 1);
      case WITHOUT_RECORD -> findings.wrong(subject, "a record " + entry.getReference(), "none");
      case FIRST -> {
        long chargeMicros = usages.chargeMicros(entry.getReference());
        if (entry.getAmountMicros() != -chargeMicros) {
          findings.wrong(subject, "amount " + -chargeMicros, "amount " + entry.getAmountMicros());
        }
      }
    }
  }

  /** Reports a record without an entry; a record without a charge needs none. */
  private void unbooked(CallRecord record) {
    if (usages.isUnbooked(record.getUsageId())) {
      findings.missing("usage entry for record " + record.getUsageId() + " of " + organizationId,
          "amount " + -record.getChargeMicros(), "none", 1);
    }
  }

  private void balance(GetBalanceResponse seen, boolean idleBefore) {
    String subject = "balance of " + organizationId;
    long totalMicros = seen.getBalanceMicros() + seen.getActiveLegsMicros();
    if (totalMicros != ledgerMicros) {
      findings.wrong(subject, ledgerMicros + " as the ledger's sum", totalMicros);
    }
    if (totalMicros != creditsMicros - recordsMicros) {
      findings.wrong(subject, creditsMicros + " of credit - " + recordsMicros + " of records", totalMicros);
    }
    if (seen.getBalanceMicros() < 0) {
      findings.overdrawn();
    }
    if (idleBefore && (seen.getActiveLegCount() != 0 || seen.getActiveLegsMicros() != 0)) {
      findings.wrong(subject, "no active legs", seen.getActiveLegCount() + " of " + seen.getActiveLegsMicros());
    }
  }
}
