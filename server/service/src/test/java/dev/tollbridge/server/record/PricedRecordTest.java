package dev.tollbridge.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.tariff.CallType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Re-ratings in the record store: how they are stored, and how a call's current price is found. */
class PricedRecordTest {
  @TempDir
  private Path directory;

  private Path file() {
    return directory.resolve("records.db");
  }

  @Test
  void refundsAddUpNextToThePrice() {
    try (RecordStore store = RecordStore.open(directory.resolve("refunds.db"))) {
      CallRecord first = Rows.record(1, "acme", 1_000);
      store.add(first);
      store.add(Rows.refund(1, "acme", 2_000, 1));
      store.add(Rows.refund(2, "acme", 2_000, 2));
      store.add(Rows.refund(3, "acme", 3_000, 1));
      assertThat(store.priced(List.of(first))).containsExactly(new PricedRecord(first, null, 41 + 43));
    }
  }

  @Test
  void aRecordComesWithItsLatestRerating() {
    try (RecordStore store = RecordStore.open(file())) {
      CallRecord first = Rows.record(1, "acme", 1_000);
      CallRecord second = Rows.record(2, "acme", 2_000);
      store.add(first);
      store.add(second);
      store.add(Rows.rerating(1, "acme", 3_000, 2));
      store.add(Rows.rerating(2, "acme", 3_000, 2));
      store.add(Rows.entry(3, "acme", 3_000));
      store.add(Rows.rerating(4, "acme", 3_000, 9));
      assertThat(store.priced(List.of(first, second))).containsExactly(new PricedRecord(first, null, 0),
          new PricedRecord(second, Rows.rerating(2, "acme", 3_000, 2).rerated(), 0));
      assertThat(store.reratings(1, 4, 10)).containsExactly(Rows.rerating(2, "acme", 3_000, 2),
          Rows.rerating(4, "acme", 3_000, 9));
      assertThat(store.reratings(0, 3, 1)).containsExactly(Rows.rerating(1, "acme", 3_000, 2));
    }
  }

  @Test
  void aRangeOfPricedRecordsGoesByStartThenSequence() {
    try (RecordStore store = RecordStore.open(file())) {
      long[] starts = {3_000, 1_000, 2_000, 1_000, 4_000, 1_000};
      for (int i = 0; i < starts.length; i++) {
        store.add(Rows.record(i + 1, i == 5 ? "other" : "acme", starts[i]));
      }
      store.flush();
      assertThat(sequences(store, null, 1_000, 0, 4_000, 6, 10)).containsExactly(2L, 4L, 3L, 1L);
      assertThat(sequences(store, null, 1_000, 2, 4_001, 6, 10)).containsExactly(4L, 3L, 1L, 5L);
      assertThat(sequences(store, null, 1_000, 0, 4_000, 3, 2)).containsExactly(2L, 3L);
      assertThat(sequences(store, CallType.TOLL_FREE_DIAL_IN, 3_000, 0, 4_000, 6, 10)).containsExactly(1L);
      assertThat(sequences(store, CallType.DIAL_OUT, 1_000, 0, 4_000, 6, 10)).isEmpty();
    }
  }

  private static List<Long> sequences(RecordStore store, @Nullable CallType callType, long afterMicros,
      long afterSequence, long toMicros, long throughSequence, int limit) {
    var range = new RecordRange("acme", callType, afterMicros, afterSequence, toMicros, throughSequence);
    return store.priced(range, limit).stream().map(priced -> priced.record().sequence()).toList();
  }

  @Test
  void theLatestReratingIsFoundByAnIndexAndARunOfThemByTheirPlace() throws SQLException {
    RecordStore.open(file()).close();
    assertThat(query("EXPLAIN QUERY PLAN " + LedgerTable.INSTANCE.latestReratingSql()))
        .isEqualTo("SEARCH ledger_entry USING INDEX ledger_entry_by_record (record_sequence=?)");
    assertThat(query("EXPLAIN QUERY PLAN " + LedgerTable.INSTANCE.reratingsSql()))
        .isEqualTo("SEARCH ledger_entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
    assertThat(query("EXPLAIN QUERY PLAN " + CallRecordTable.INSTANCE.rangeSql()))
        .startsWith("SEARCH call_record USING INDEX call_record_by_start (organization_id=? AND");
  }

  /** The last column of the first row. */
  private String query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(row.getMetaData().getColumnCount());
    }
  }
}
