package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are deleted because of their age, and those that must stay. */
class RetentionTest {
  /** A record of {@link Rows} is complete this long after its start. */
  private static final long LENGTH_MICROS = 150_000_001;

  @TempDir
  Path directory;
  private Path file;

  @BeforeEach
  void setUp() {
    file = directory.resolve("records.db");
  }

  private static CallRecord record(long sequence) {
    return Rows.record(sequence, "acme", sequence);
  }

  private static LedgerEntry entry(long sequence, String organizationId) {
    return new LedgerEntry(sequence, organizationId, LedgerEntry.Kind.USAGE, -1, -sequence, "EUR", sequence, "", "");
  }

  /** Adds rows (first, last] to both tables. */
  private static void add(RecordStore store, long first, long last) {
    for (long sequence = first + 1; sequence <= last; sequence++) {
      store.add(record(sequence));
      store.add(entry(sequence, "acme"));
    }
    store.flush();
  }

  /**
   * Deletes the records up to a sequence, and waits until that many rows of a table are gone. Asks repeatedly, as the
   * server does: a sweep in progress may have passed a row before the row became deletable.
   */
  private static void deleteThrough(RecordStore store, long sequence, RecordTable table, long deletedCount) {
    Waiting.until(() -> {
      store.deleteBefore(sequence + 1 + (table == RecordTable.CALL_RECORD ? LENGTH_MICROS : 0));
      return store.oldRows(table).deletedCount() == deletedCount;
    });
  }

  private List<Long> sequences(RecordTable table) throws SQLException {
    return sequences(file, table);
  }

  private static List<Long> sequences(Path of, RecordTable table) throws SQLException {
    List<Long> sequences = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + of);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sequence FROM " + table.tableName() + " ORDER BY sequence")) {
      while (rows.next()) {
        sequences.add(rows.getLong(1));
      }
    }
    return sequences;
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void oldRowsGoAndYoungOnesStay() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 2_000);
      deleteThrough(store, 1_234, RecordTable.CALL_RECORD, 1_234);
      assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(1_235, 2_000));
      assertThat(store.oldRows(RecordTable.CALL_RECORD).deletedThrough()).isEqualTo(1_234);
      assertThat(store.callRecord("acme", "usage-1234")).isNull();
      assertThat(store.callRecord("acme", "usage-1235")).isEqualTo(record(1_235));
      assertThat(store.callRecords("acme", Position.before(Long.MIN_VALUE), Long.MAX_VALUE, 1_000)).hasSize(766);
    }
  }

  @Test
  void aRowIsOldFromItsEndOnNotFromItsStart() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 10);
      store.deleteBefore(5);
      Waiting.until(() -> store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount() == 4);
      assertThat(sequences(RecordTable.LEDGER_ENTRY)).isEqualTo(range(5, 10));
      assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(1, 10));
    }
  }

  @Test
  void theLastRowOfEachTableTellsReplayWhereToGoOn() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 1_500);
      deleteThrough(store, 10_000, RecordTable.CALL_RECORD, 1_499);
      Waiting.until(() -> store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount() == 1_499);
    }
    try (RecordStore store = RecordStore.open(file)) {
      assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(1_500);
      assertThat(store.lastSequence(RecordTable.LEDGER_ENTRY)).isEqualTo(1_500);
      assertThat(store.oldRows(RecordTable.LEDGER_ENTRY).deletedThrough()).isEqualTo(1_499);
      add(store, 0, 1_501);
      assertThat(store.callRecord("acme", "usage-1")).isNull();
    }
    assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(1_500, 1_501));
    assertThat(sequences(RecordTable.LEDGER_ENTRY)).isEqualTo(range(1_500, 1_501));
  }

  @Test
  void everyOrganizationKeepsItsLastEntryUntilThereIsANewerOne() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      for (long sequence = 1; sequence <= 3_000; sequence++) {
        store.add(entry(sequence, "organization-" + sequence % 1_000));
      }
      store.flush();
      deleteThrough(store, 5_000, RecordTable.LEDGER_ENTRY, 2_000);
      assertThat(sequences(RecordTable.LEDGER_ENTRY)).isEqualTo(range(2_001, 3_000));
      store.add(entry(3_001, "organization-7"));
      store.flush();
      deleteThrough(store, 5_000, RecordTable.LEDGER_ENTRY, 2_001);
      List<Long> left = new ArrayList<>(range(2_001, 3_001));
      left.remove(Long.valueOf(2_007));
      assertThat(sequences(RecordTable.LEDGER_ENTRY)).isEqualTo(left);
    }
  }

  @Test
  void whatIsNotExportedStays() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      store.oldRows(RecordTable.CALL_RECORD).keepFrom(0);
      store.oldRows(RecordTable.LEDGER_ENTRY).keepFrom(601);
      add(store, 0, 1_000);
      deleteThrough(store, 900, RecordTable.LEDGER_ENTRY, 600);
      assertThat(sequences(RecordTable.LEDGER_ENTRY)).isEqualTo(range(601, 1_000));
      assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(1, 1_000));
      store.oldRows(RecordTable.CALL_RECORD).keepFrom(801);
      deleteThrough(store, 900, RecordTable.CALL_RECORD, 800);
      assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(801, 1_000));
    }
  }

  @Test
  void oneTransactionDeletesFewRows() throws Exception {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 3 * OldRows.MAX_ROWS);
    }
    try (Connection connection = new Database(file).openForWriting()) {
      var rows = new OldRows(connection, RecordTable.CALL_RECORD);
      assertThat(rows.deleteSome(3L * OldRows.MAX_ROWS)).isFalse();
      rows.sweep(Long.MAX_VALUE);
      long last = 3L * OldRows.MAX_ROWS;
      for (int step = 1; step <= 2; step++) {
        assertThat(rows.deleteSome(last)).isTrue();
        assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range((long) step * OldRows.MAX_ROWS + 1, last));
      }
      assertThat(rows.deleteSome(last)).isTrue();
      assertThat(rows.deleteSome(last)).isFalse();
      assertThat(sequences(RecordTable.CALL_RECORD)).containsExactly(last);
    }
  }

  @Test
  void aCrashInBetweenLeavesThePartThatIsLeft() throws Exception {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 2_000);
    }
    Path crashed = directory.resolve("crashed.db");
    try (Connection connection = new Database(file).openForWriting()) {
      var rows = new OldRows(connection, RecordTable.CALL_RECORD);
      rows.sweep(Long.MAX_VALUE);
      assertThat(rows.deleteSome(2_000)).isTrue();
      Files.copy(file, crashed);
      Files.copy(directory.resolve("records.db-wal"), directory.resolve("crashed.db-wal"));
    }
    try (RecordStore store = RecordStore.open(crashed)) {
      assertThat(store.oldRows(RecordTable.CALL_RECORD).deletedThrough()).isEqualTo(OldRows.MAX_ROWS);
      add(store, 0, 2_100);
      assertThat(sequences(crashed, RecordTable.CALL_RECORD)).isEqualTo(range(OldRows.MAX_ROWS + 1L, 2_100));
      deleteThrough(store, 2_000, RecordTable.CALL_RECORD, 1_500);
      assertThat(sequences(crashed, RecordTable.CALL_RECORD)).isEqualTo(range(2_001, 2_100));
    }
  }

  @Test
  void rowsAreWrittenWhileOthersAreDeleted() throws SQLException {
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, 20_000);
      store.deleteBefore(20_001 + LENGTH_MICROS);
      add(store, 20_000, 40_000);
      Waiting.until(() -> store.oldRows(RecordTable.CALL_RECORD).deletedCount() == 20_000);
      assertThat(store.failure()).isNull();
      assertThat(sequences(RecordTable.CALL_RECORD)).isEqualTo(range(20_001, 40_000));
    }
  }

  @Test
  void theFileStopsGrowing() throws SQLException {
    int round = 3_000;
    try (RecordStore store = RecordStore.open(file)) {
      add(store, 0, round);
      long pages = pageCount();
      for (long rounds = 1; rounds <= 8; rounds++) {
        add(store, rounds * round, (rounds + 1) * round);
        deleteThrough(store, rounds * round, RecordTable.CALL_RECORD, rounds * round);
      }
      assertThat(pageCount()).isLessThan(3 * pages);
    }
  }

  private long pageCount() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA page_count")) {
      return result.getLong(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void statementsGoOnFromWhatIsLeft(long seed) {
    var random = new Random(seed);
    List<LedgerEntry> entries = LedgerStatementTest.entries(random, 1_500);
    long cut = entries.get(1_000).bookMicros();
    try (RecordStore store = RecordStore.open(file)) {
      entries.forEach(store::add);
      store.flush();
      long oldCount = entries.stream().filter(entry -> entry.bookMicros() < cut).count();
      store.deleteBefore(cut);
      Waiting.until(() -> store.oldRows(RecordTable.LEDGER_ENTRY).deletedCount() == oldCount);
      for (int round = 0; round < 300; round++) {
        String id = "organization-" + random.nextInt(LedgerStatementTest.ORGANIZATIONS);
        long from = random.nextLong(2 * cut);
        long to = from + random.nextLong(cut);
        LedgerStatement statement = store.ledgerStatement(id, from, to);
        LedgerStatementTest.assertAddsUp(statement);
        assertThat(statement).as("seed %d, %s from %d to %d, cut at %d", seed, id, from, to, cut)
            .isEqualTo(LedgerStatementTest.fold(entries, id, Math.max(from, cut), Math.max(to, cut)));
      }
    }
  }

  @Test
  void theLastBalanceIsKnownForEver() {
    try (RecordStore store = RecordStore.open(file)) {
      store.add(new LedgerEntry(1, "quiet", LedgerEntry.Kind.PURCHASE, 50, 50, "EUR", 1, "", ""));
      store.add(new LedgerEntry(2, "quiet", LedgerEntry.Kind.USAGE, -8, 42, "EUR", 2, "", ""));
      store.add(entry(3, "acme"));
      store.flush();
      deleteThrough(store, 1_000, RecordTable.LEDGER_ENTRY, 1);
      LedgerStatement later = store.ledgerStatement("quiet", 500, 600);
      assertThat(later.openingMicros()).isEqualTo(42);
      assertThat(later.closingMicros()).isEqualTo(42);
      assertThat(later.totals()).isEmpty();
      LedgerStatement whole = store.ledgerStatement("quiet", Long.MIN_VALUE, Long.MAX_VALUE);
      assertThat(whole.openingMicros()).isEqualTo(50);
      assertThat(whole.closingMicros()).isEqualTo(42);
      LedgerStatementTest.assertAddsUp(whole);
    }
  }
}
