package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.LedgerEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStoreTest {
  private static final long FROM_FIRST = Long.MIN_VALUE;
  private static final long TO_LAST = Long.MAX_VALUE;

  @TempDir
  Path directory;
  Path file;

  @BeforeEach
  void setUp() {
    file = directory.resolve("shard-0").resolve("records.db");
  }

  @Test
  void everyFieldComesBack() {
    CallRecord denied = Rows.record(1, "acme", 1_000);
    CallRecord plain = Rows.withoutDenial(Rows.record(2, "acme", 2_000));
    LedgerEntry entry = Rows.entry(1, "acme", 3_000);
    try (RecordStore store = RecordStore.open(file)) {
      store.add(denied);
      store.add(plain);
      store.add(entry);
      assertThat(allRecords(store, 10)).containsExactly(denied, plain);
      assertThat(store.ledgerEntries("acme", Position.before(FROM_FIRST), TO_LAST, 10)).containsExactly(entry);
      assertThat(store.callRecord("acme", "usage-2")).isEqualTo(plain);
      assertThat(store.callRecord("acme", "usage-3")).isNull();
      assertThat(store.callRecord("other", "usage-2")).isNull();
    }
  }

  @Test
  void keepsRowsWhenReopened() {
    try (RecordStore store = RecordStore.open(file)) {
      store.add(Rows.record(1, "acme", 1_000));
      store.add(Rows.entry(1, "acme", 1_000));
      store.add(Rows.entry(2, "acme", 1_000));
    }
    try (RecordStore store = RecordStore.open(file)) {
      assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(1);
      assertThat(store.lastSequence(RecordTable.LEDGER_ENTRY)).isEqualTo(2);
      assertThat(store.queued()).isZero();
      assertThat(allRecords(store, 10)).containsExactly(Rows.record(1, "acme", 1_000));
    }
  }

  @Test
  void flushMakesSequencesDurable() {
    try (RecordStore store = RecordStore.open(file)) {
      assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isZero();
      store.add(Rows.record(1, "acme", 1_000));
      store.add(Rows.entry(1, "acme", 1_000));
      store.flush();
      assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(1);
      assertThat(store.lastSequence(RecordTable.LEDGER_ENTRY)).isEqualTo(1);
      assertThat(store.queued()).isZero();
      assertThat(store.failure()).isNull();
    }
  }

  @Test
  void replayingTheLogChangesNothing() {
    for (int run = 0; run < 3; run++) {
      try (RecordStore store = RecordStore.open(file)) {
        for (long sequence = 1; sequence <= 10 + run; sequence++) {
          store.add(Rows.record(sequence, "acme", 1_000));
          store.add(Rows.entry(sequence, "acme", 1_000));
        }
      }
    }
    try (RecordStore store = RecordStore.open(file)) {
      assertThat(allRecords(store, 100)).extracting(CallRecord::sequence).containsExactlyElementsOf(upTo(12));
      assertThat(allEntries(store, 100)).extracting(LedgerEntry::sequence).containsExactlyElementsOf(upTo(12));
    }
  }

  @Test
  void aReplayedRowLeavesTheFirstOne() {
    try (RecordStore store = RecordStore.open(file)) {
      store.add(Rows.record(1, "acme", 1_000));
      store.flush();
      store.add(Rows.withoutDenial(Rows.record(1, "acme", 1_000)));
      assertThat(allRecords(store, 10)).containsExactly(Rows.record(1, "acme", 1_000));
    }
  }

  @Test
  void auditEntriesAreFoundByOrganizationAndAuthor() {
    List<AuditEntry> all = List.of(Rows.audit(1, "", 10, "ann"), Rows.audit(2, "acme", 20, "bob"),
        Rows.audit(3, "acme", 20, "ann"), Rows.audit(4, "other", 30, "ann"));
    try (RecordStore store = RecordStore.open(file)) {
      all.forEach(store::add);
      all.forEach(store::add);
      assertThat(audits(store, "", "")).isEqualTo(all);
      assertThat(audits(store, "acme", "")).isEqualTo(all.subList(1, 3));
      assertThat(audits(store, "", "ann")).containsExactly(all.get(0), all.get(2), all.get(3));
      assertThat(audits(store, "acme", "ann")).containsExactly(all.get(2));
      assertThat(store.auditEntries(new AuditFilter("", ""), new Position(20, 2), 30, 10)).containsExactly(all.get(2));
      assertThat(store.lastSequence(RecordTable.AUDIT_ENTRY)).isEqualTo(4);
    }
  }

  private static List<AuditEntry> audits(RecordStore store, String organizationId, String author) {
    return store.auditEntries(new AuditFilter(organizationId, author), Position.before(0), TO_LAST, 10);
  }

  @Test
  void rowsAfterASequenceAreAsStored() {
    try (RecordStore store = RecordStore.open(file)) {
      for (long sequence = 1; sequence <= 5; sequence++) {
        store.add(Rows.record(sequence, sequence % 2 == 0 ? "acme" : "other", 1_000));
        store.add(sequence == 5 ? Rows.rerating(5, "acme", 5, 3) : Rows.entry(sequence, "acme", sequence));
      }
      store.flush();
      assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(5);
      assertThat(store.rowsAfter(RecordTable.CALL_RECORD, 2, 2)).extracting(StoredRow::sequence).containsExactly(3L,
          4L);
      assertThat(store.rowsAfter(RecordTable.CALL_RECORD, 2, 1).getFirst().completedMicros()).isEqualTo(150_001_001);
      assertThat(store.rowsAfter(RecordTable.LEDGER_ENTRY, 5, 2)).isEmpty();
      assertThat(store.rowsAfter(RecordTable.LEDGER_ENTRY, 4, 2)).containsExactly(new StoredRow(5, 5, Arrays.asList("5",
          "acme", "RERATING", "45", "-1234567", "USD", "5", "usage-3", "re-rating request", "3", "65000", "64955", "",
          "United States", "175", "4000", null, "")));
      assertThat(store.rowsAfter(RecordTable.LEDGER_ENTRY, 3, 1).getFirst().values()).endsWith("by hand", null, null,
          null, null, null, null, null, null, "");
    }
  }

  @Test
  void rowsAfterASequenceWaitForNoWriter() throws SQLException {
    RecordStore store = RecordStore.open(file);
    store.add(Rows.record(1, "acme", 1_000));
    store.flush();
    execute("CREATE TRIGGER full BEFORE INSERT ON call_record BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    store.add(Rows.record(2, "acme", 1_000));
    assertThat(store.rowsAfter(RecordTable.CALL_RECORD, 0, 10)).extracting(StoredRow::sequence).containsExactly(1L);
    assertThatThrownBy(store::close).hasMessageContaining("without 1 queued rows");
  }

  @Test
  void firstRecordOfARepeatedUsageIdIsFound() {
    CallRecord first = Rows.record(1, "acme", 1_000);
    try (RecordStore store = RecordStore.open(file)) {
      store.add(first);
      store.add(Rows.withSequence(first, 2));
      assertThat(store.callRecord("acme", first.usageId())).isEqualTo(first);
    }
  }

  @Test
  void ordersByStartThenSequence() {
    try (RecordStore store = RecordStore.open(file)) {
      long[] starts = {5, 3, 5, 1, 3, 5, 5, 2, 3, 1};
      for (int i = 0; i < starts.length; i++) {
        store.add(Rows.record(i + 1, "acme", starts[i]));
      }
      assertThat(allRecords(store, 3)).extracting(CallRecord::sequence)
          .containsExactly(4L, 10L, 8L, 2L, 5L, 9L, 1L, 3L, 6L, 7L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 19, 20, 21})
  void everyPageSizeGivesEveryRowOnce(int pageSize) {
    try (RecordStore store = RecordStore.open(file)) {
      for (long sequence = 1; sequence <= 40; sequence++) {
        String organizationId = sequence % 2 == 0 ? "acme" : "other";
        store.add(Rows.record(sequence, organizationId, 1_000));
        store.add(Rows.entry(sequence, organizationId, 1_000));
      }
      List<Long> even = upTo(40).stream().filter(sequence -> sequence % 2 == 0).toList();
      assertThat(allRecords(store, pageSize)).extracting(CallRecord::sequence).containsExactlyElementsOf(even);
      assertThat(allEntries(store, pageSize)).extracting(LedgerEntry::sequence).containsExactlyElementsOf(even);
    }
  }

  @Test
  void fromIsInsideAndToIsOutside() {
    try (RecordStore store = RecordStore.open(file)) {
      for (long sequence = 1; sequence <= 5; sequence++) {
        store.add(Rows.record(sequence, "acme", sequence * 10));
        store.add(Rows.entry(sequence, "acme", sequence * 10));
      }
      assertThat(store.callRecords("acme", Position.before(20), 40, 10)).extracting(CallRecord::sequence)
          .containsExactly(2L, 3L);
      assertThat(store.ledgerEntries("acme", Position.before(20), 40, 10)).extracting(LedgerEntry::sequence)
          .containsExactly(2L, 3L);
      assertThat(store.callRecords("acme", Position.before(20), 20, 10)).isEmpty();
      assertThat(store.callRecords("nobody", Position.before(FROM_FIRST), TO_LAST, 10)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, RecordStore.MAX_ROWS + 1})
  void limitsAreBounded(int limit) {
    try (RecordStore store = RecordStore.open(file)) {
      assertThatThrownBy(() -> store.callRecords("acme", Position.before(FROM_FIRST), TO_LAST, limit))
          .hasMessage("limit is " + limit + ", not 1 to 1001");
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws SQLException {
    RecordStore.open(file).close();
    execute("PRAGMA user_version = " + (Database.SCHEMA.version() + 1));
    assertThatThrownBy(() -> RecordStore.open(file)).isInstanceOf(RecordStoreException.class)
        .hasMessageContaining("schema version " + (Database.SCHEMA.version() + 1))
        .hasMessageContaining("up to " + Database.SCHEMA.version());
  }

  @Test
  void closingsAreFoundByAnIndex() throws SQLException {
    RecordStore.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + CallRecordTable.INSTANCE.byBridgeLegSql())) {
      assertThat(plan.getString("detail")).isEqualTo(
          "SEARCH call_record USING INDEX call_record_by_bridge_leg (bridge_id=? AND session=? AND leg_number=?)");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "something else altogether, and long enough to be taken for a header\n".repeat(10));
    assertThatThrownBy(() -> RecordStore.open(file)).isInstanceOf(RecordStoreException.class)
        .hasMessageContaining("records.db");
  }

  @Test
  void aFailedWriteIsSeenByEveryone() throws SQLException {
    RecordStore store = RecordStore.open(file);
    store.add(Rows.record(1, "acme", 1_000));
    store.flush();
    execute("CREATE TRIGGER full BEFORE INSERT ON call_record BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    store.add(Rows.record(2, "acme", 1_000));
    assertThatThrownBy(store::flush).isInstanceOf(RecordStoreException.class).hasMessageContaining("disk is full");
    assertThat(store.failure()).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> store.add(Rows.entry(1, "acme", 1_000))).hasMessageContaining("accepts nothing more");
    assertThatThrownBy(() -> store.add(Rows.record(1, "acme", 1_000))).hasMessageContaining("accepts nothing more");
    assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(1);
    assertThat(store.queued()).isEqualTo(1);
    assertThatThrownBy(store::close).hasMessageContaining("without 1 queued rows");
  }

  @Test
  void aClosedStoreRefusesWork() {
    RecordStore store = RecordStore.open(file);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.add(Rows.record(1, "acme", 1_000))).hasMessageContaining("closed");
    assertThatThrownBy(store::flush).hasMessageContaining("closed");
    assertThatThrownBy(() -> store.callRecord("acme", "usage-1")).hasMessageContaining("closed");
  }

  @Test
  void manyMoreRowsThanTheQueueHoldsAreKept() {
    int count = 100_000;
    try (RecordStore store = RecordStore.open(file)) {
      for (long sequence = 1; sequence <= count; sequence++) {
        store.add(Rows.record(sequence, "acme", sequence / 100));
      }
      List<CallRecord> records = allRecords(store, 1_000);
      assertThat(records).extracting(CallRecord::sequence).containsExactlyElementsOf(upTo(count));
      assertThat(records.getLast()).isEqualTo(Rows.record(count, "acme", count / 100));
    }
  }

  @Test
  void readersSeeAPrefixWhileTheWriterWrites() throws Exception {
    try (RecordStore store = RecordStore.open(file); ExecutorService readers = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        results.add(readers.submit(() -> countPrefixes(store)));
      }
      for (long sequence = 1; sequence <= 2_000; sequence++) {
        store.add(Rows.record(sequence, "acme", sequence));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(50);
      }
    }
  }

  private static int countPrefixes(RecordStore store) {
    int prefixes = 0;
    for (int query = 0; query < 50; query++) {
      List<CallRecord> seen = store.callRecords("acme", Position.before(FROM_FIRST), TO_LAST, 1_000);
      if (seen.isEmpty() || seen.getLast().sequence() == seen.size()) {
        prefixes++;
      }
    }
    return prefixes;
  }

  private static List<CallRecord> allRecords(RecordStore store, int limit) {
    return all(limit, after -> store.callRecords("acme", after, TO_LAST, limit), CallRecordTable.INSTANCE::position);
  }

  private static List<LedgerEntry> allEntries(RecordStore store, int limit) {
    return all(limit, after -> store.ledgerEntries("acme", after, TO_LAST, limit), LedgerTable.INSTANCE::position);
  }

  private static <T> List<T> all(int limit, Function<Position, List<T>> rows, Function<T, Position> position) {
    List<T> all = new ArrayList<>();
    List<T> next;
    do {
      next = rows.apply(all.isEmpty() ? Position.before(FROM_FIRST) : position.apply(all.getLast()));
      assertThat(next).hasSizeLessThanOrEqualTo(limit);
      all.addAll(next);
    } while (next.size() == limit);
    return all;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
