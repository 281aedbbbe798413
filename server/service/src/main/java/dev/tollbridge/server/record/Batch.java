package dev.tollbridge.server.record;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/** Rows that are written in one transaction: everything that was added between two moments. */
final class Batch {
  final List<CallRecord> records = new ArrayList<>();
  final List<LedgerEntry> entries = new ArrayList<>();

  final List<AuditEntry> audits = new ArrayList<>();

  int size() {
    return records.size() + entries.size() + audits.size();
  }
}
