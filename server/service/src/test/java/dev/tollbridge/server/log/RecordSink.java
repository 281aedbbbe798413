package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/** A record store in memory: skips rows that it has, and can lose those not made durable. */
final class RecordSink {
  final List<CallRecord> records = new ArrayList<>();
  final List<LedgerEntry> entries = new ArrayList<>();

  /** How many rows it has. */
  record Extent(int records, int entries) {}

  void add(CallRecord record) {
    if (record.sequence() > records.size()) {
      records.add(record);
      requireNoGap(record.sequence(), records.size());
    }
  }

  void add(LedgerEntry entry) {
    if (entry.sequence() > entries.size()) {
      entries.add(entry);
      requireNoGap(entry.sequence(), entries.size());
    }
  }

  private static void requireNoGap(long sequence, int size) {
    if (sequence != size) {
      throw new AssertionError("sequence " + sequence + " came when " + size + " was due");
    }
  }

  Extent extent() {
    return new Extent(records.size(), entries.size());
  }

  void cutTo(Extent durable) {
    records.subList(durable.records(), records.size()).clear();
    entries.subList(durable.entries(), entries.size()).clear();
  }
}
