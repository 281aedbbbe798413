package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.GetBalanceResponse;
import dev.tollbridge.v1.LedgerEntry;
import dev.tollbridge.v1.LedgerEntryKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
  private final Set<String> listedLegs = new HashSet<>();
  private final Map<String, Long> unbookedMicros = new HashMap<>();
  private final Set<String> bookedUsages = new HashSet<>();
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
   * @param records encoded, by leg id
   * @param openLegs ids of legs whose closing never came
   * @param lost legs whose closing nobody could hear, by leg id
   */
  record Streamed(Map<String, byte[]> records, Set<String> openLegs, Map<String, LostLeg> lost) {
    Streamed(Map<String, byte[]> records, Set<String> openLegs) {
      this(records, openLegs, Map.of());
    }
  }

  /**
   * Compares everything.
   *
   * @param idleBefore no leg of the organization was active before the run
   */
  public Findings run(Books books, boolean idleBefore) {
    books.records(organizationId, this::record);
    findUnlisted();
    books.entries(organizationId, this::entry);
    unbookedMicros.forEach(this::unbooked);
    balance(books.balance(organizationId), idleBefore);
    return findings;
  }

  private void record(CallRecord record) {
    recordsMicros += record.getChargeMicros();
    if (unbookedMicros.putIfAbsent(record.getUsageId(), record.getChargeMicros()) != null) {
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
    byte[] first = streamed.records().get(legId);
    if (!listedLegs.add(legId)) {
      findings.duplicated(listed(legId), "one record", "another, " + record.getUsageId(), 1);
    } else if (first != null) {
      // a re-rating comes after the closing that the stream brought, and leaves the rest of the record as it was
      CallRecord asClosed = record.toBuilder().clearRerating().build();
      RecordComparison.compare(listed(legId), Reconciliation.decode(first), asClosed, findings);
    } else if (!streamed.openLegs().contains(legId)) {
      unheardRecord(legId, record);
    }
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
    for (String legId : streamed.records().keySet()) {
      if (!listedLegs.contains(legId)) {
        findings.missing(listed(legId), "as streamed", "none", 1);
      }
    }
    streamed.lost().forEach((legId, lost) -> {
      if (lost.mustBeRecorded() && !listedLegs.contains(legId)) {
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
    Long chargeMicros = unbookedMicros.remove(entry.getReference());
    if (!bookedUsages.add(entry.getReference())) {
      findings.duplicated(subject, "one for record " + entry.getReference(), "another", 1);
    } else if (chargeMicros == null) {
      findings.wrong(subject, "a record " + entry.getReference(), "none");
    } else if (entry.getAmountMicros() != -chargeMicros) {
      findings.wrong(subject, "amount " + -chargeMicros, "amount " + entry.getAmountMicros());
    }
  }

  /** A record that cost nothing needs no entry. */
  private void unbooked(String usageId, long chargeMicros) {
    if (chargeMicros != 0) {
      findings.missing("usage entry for record " + usageId + " of " + organizationId, "amount " + -chargeMicros, "none",
          1);
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
