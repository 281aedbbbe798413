package dev.tollbridge.server.audit;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.Effects;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.LegRef;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.StoredRecords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the rows that the log makes again with those that are stored. */
final class ReplayedRows implements Effects {
  private final StoredRecords stored;
  private final long lastRecord;
  private final long lastEntry;
  private final long lastAudit;
  private final long deletedRecords;
  private final long deletedEntries;
  private final long deletedAudits;
  private final Report.Check check;
  private final List<LedgerEntry> newEntries = new ArrayList<>();
  private long newRecordCount;
  private long comparedCount;

  ReplayedRows(StoredRecords stored, Report.Check check) {
    this.stored = stored;
    this.check = check;
    lastRecord = stored.extent(RecordTable.CALL_RECORD).last();
    lastEntry = stored.extent(RecordTable.LEDGER_ENTRY).last();
    lastAudit = stored.extent(RecordTable.AUDIT_ENTRY).last();
    deletedAudits = stored.deletedThrough(RecordTable.AUDIT_ENTRY);
    deletedRecords = stored.deletedThrough(RecordTable.CALL_RECORD);
    deletedEntries = stored.deletedThrough(RecordTable.LEDGER_ENTRY);
  }

  /** Entries that the log makes but the store does not have yet, in order: a crash prevented their writing. */
  List<LedgerEntry> newEntries() {
    return newEntries;
  }

  long newRecordCount() {
    return newRecordCount;
  }

  long comparedCount() {
    return comparedCount;
  }

  @Override
  public void closed(CallRecord record) {
    if (record.sequence() > lastRecord) {
      newRecordCount++;
    } else if (record.sequence() > deletedRecords) {
      compare("call record", record.sequence(), record, stored.callRecord(record.sequence()));
    }
  }

  @Override
  public void callBooked(CallRecord record) {
    closed(record);
  }

  @Override
  public void entryMade(LedgerEntry entry) {
    if (entry.sequence() > lastEntry) {
      newEntries.add(entry);
    } else if (entry.sequence() > deletedEntries) {
      compare("ledger entry", entry.sequence(), entry, stored.ledgerEntry(entry.sequence()));
    }
  }

  @Override
  public void audited(AuditEntry entry) {
    if (entry.sequence() > deletedAudits && entry.sequence() <= lastAudit) {
      compare("audit entry", entry.sequence(), entry, stored.auditEntry(entry.sequence()));
    }
  }

  private void compare(String kind, long sequence, Object made, @Nullable Object row) {
    comparedCount++;
    if (!made.equals(row)) {
      check.found(kind + " " + sequence + ": the log makes " + made + ", stored is " + row);
    }
  }

  @Override
  public void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros, long dueMicros) {}

  @Override
  public void disconnect(LegRef leg, DenialReason reason) {}

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {}
}
