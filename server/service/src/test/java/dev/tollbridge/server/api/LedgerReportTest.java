package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.Waiting;
import dev.tollbridge.server.rpc.Refusals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReportTest {
  private static final OrganizationRows ALL = new OrganizationRows("acme", Long.MIN_VALUE, Long.MAX_VALUE);

  @TempDir
  Path directory;

  /** 500 entries of one micro. */
  private RecordStore store() {
    RecordStore store = RecordStore.open(directory.resolve("records.db"));
    for (long sequence = 1; sequence <= 500; sequence++) {
      store.add(new LedgerEntry(sequence, "acme", LedgerEntry.Kind.PURCHASE, 1, sequence, "EUR", sequence, "", ""));
    }
    return store;
  }

  private static LedgerReport report(RecordStore store) {
    var statement = store.ledgerStatement("acme", ALL.fromMicros(), ALL.toMicros());
    return new LedgerReport(statement, store.scanLedgerEntries(statement, "acme", ALL.fromMicros(), ALL.toMicros()),
        entry -> "0-" + entry.sequence(), ALL, "EUR", CsvForm.PLAIN);
  }

  private static long rowCount(LedgerReport report) {
    long count = 0;
    for (var rows = report.next(); rows != null; rows = report.next()) {
      count += rows.size();
    }
    return count;
  }

  @Test
  void everyEntryHasARow() {
    try (RecordStore store = store()) {
      assertThat(rowCount(report(store))).isEqualTo(500 + 3);
    }
  }

  /** A purchase of whole cents is shown as it was, although the balance before it ends with half a cent below zero. */
  @Test
  void balancesFollowFromRowToRow() {
    try (RecordStore store = RecordStore.open(directory.resolve("cents.db"))) {
      long balance = 0;
      long[] amounts = {-5_000, 50_000_000, -4_000, -4_000, -4_000, 5_000};
      for (int i = 0; i < amounts.length; i++) {
        balance += amounts[i];
        store.add(new LedgerEntry(i + 1, "acme", LedgerEntry.Kind.ADJUSTMENT, amounts[i], balance, "EUR", i, "", ""));
      }
      LedgerReport report = report(store);
      List<List<String>> rows = new ArrayList<>();
      for (var next = report.next(); next != null; next = report.next()) {
        rows.addAll(next);
      }
      assertThat(rows.stream().skip(2).limit(amounts.length).map(row -> row.get(3) + " " + row.get(4)))
          .containsExactly("0.00 0.00", "50.00 50.00", "-0.01 49.99", "0.00 49.99", "-0.01 49.98", "0.01 49.99");
      assertThat(rows.getLast().get(4)).isEqualTo("49.99");
    }
  }

  @Test
  void aFileThatWouldNotAddUpIsBrokenOff() {
    try (RecordStore store = store()) {
      LedgerReport report = report(store);
      var _ = report.next();
      store.deleteBefore(100);
      Waiting.until(() -> store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount() == 99);

      assertThat(Refusals.of(() -> rowCount(report))).isEqualTo("ABORTED ENTRIES_DELETED");
      assertThat(rowCount(report(store))).isEqualTo(401 + 3);
    }
  }
}
