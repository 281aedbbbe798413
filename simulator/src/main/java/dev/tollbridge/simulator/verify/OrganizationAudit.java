package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One organization's books against the run's streams and against themselves: records one to one with closed legs, usage
 * entries one to one with records, and sums that add up. Runs once.
 */
public final class OrganizationAudit {
  private final String organizationId;
  private final long startMicros;
  private final RunIdentity identity;
  private final Streamed streamed;
  private final Findings findings = new Findings();
  private final BitSet listedLegs = new BitSet();
  private final UsageCharges usages = new UsageCharges();
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
   * What the streams brought.
   *
   * @param records of the legs whose closings came
   * @param openLegs ids of legs whose closing never came
   * @param lost legs whose closing nobody could hear, by leg id
   */
  record Streamed(ClosedRecords records, Set<String> openLegs, Map<String, LostLeg> lost) {}

  /**
   * Compares everything.
   *
   * @param idleBefore no leg of the organization was active before the run
   */
  public Findings run(Books books, boolean idleBefore) {
    books.records(organizationId, this::record);
    findUnlisted();
    books.entries(organizationId, this::entry);
    if (usages.unbookedCount() > 0) {
      books.records(organizationId, this::unbooked);
    }
    balance(books.balance(organizationId), idleBefore);
    return findings;
  }

  private void record(CallRecord record) {
    recordsMicros += record.getChargeMicros();
    if (!usages.add(record.getUsageId(), record.getChargeMicros())) {
      findings.duplicated("record " + record.getUsageId() + " of " + organizationId, "once", "again", 1);
    }
    if (identity.owns(record.getLegId())) {
      ownRecord(record);
    } else if (EngineTime.micros(record.getStartTime()) >= startMicros
        && !identity.isOfEarlierRun(record.getLegId())) {
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
      // a re-rating comes after the closing that the stream brought, and leaves the rest of the record as it was
      CallRecord asClosed = record.hasRerating() ? record.toBuilder().clearRerating().build() : record;
      streamed.records().compare(listed(legId), leg, asClosed, findings);
    } else if (!streamed.openLegs().contains(legId)) {
      unheardRecord(legId, record);
    }
    if (number >= 0) {
      listedLegs.set((int) number);
    }
  }

  /** The leg of a number if it is the organization's and its closing came. */
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

  private void entry(LedgerEntry entry) {
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

  /** Names a record without an entry; one that cost nothing needs none. */
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
    if (idleBefore && (seen.getActiveLegCount() != 0 || seen.getActiveLegsMicros() != 0)) {
      findings.wrong(subject, "no active legs", seen.getActiveLegCount() + " of " + seen.getActiveLegsMicros());
    }
  }
}
