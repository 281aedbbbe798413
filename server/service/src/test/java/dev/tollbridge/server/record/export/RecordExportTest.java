package dev.tollbridge.server.record.export;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CloseReason;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import dev.tollbridge.server.record.Rows;
import dev.tollbridge.server.record.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export against a real PostgreSQL, with the crashes and mistakes that must not lose or duplicate a row. */
@Tag("slow")
class RecordExportTest {
  @TempDir
  static Path clusterDirectory;
  static PostgresCluster cluster;

  @TempDir
  Path directory;
  ExportFixture fixture;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PostgresCluster(clusterDirectory);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void setUp() throws Exception {
    fixture = new ExportFixture(directory, cluster.createDatabase());
  }

  @AfterEach
  void tearDown() {
    fixture.close();
  }

  @Test
  void everyColumnArrivesEqual() throws Exception {
    CallRecord denied = Rows.record(1, "acme", 1_763_900_000_123_456L);
    CallRecord awkward = new CallRecord(2, "usage-2", "tab\there",
        new CallRecord.Parties("line\nfeed\rreturn", "acme", "\\N", CallType.DIAL_OUT, "\\", "", ""),
        new CallRecord.Span(-1, 0, Long.MAX_VALUE),
        new CallRecord.Cost(new Price(0, 0, 0), "\uD83D\uDE00 'q' \"d\"", "EUR", Long.MIN_VALUE, 7, "FREECALL",
            FreeReason.ZERO_RATE),
        new CallRecord.Ending(CloseReason.BOOKED, null, "nul\0nul"), new CallRecord.Origin(" ", 0, 3));
    LedgerEntry entry = Rows.entry(1, "acme", 1_763_900_000_654_321L);
    fixture.stores.getFirst().add(denied);
    fixture.stores.getFirst().add(awkward);
    LedgerEntry rerating = Rows.rerating(2, "acme", 1_763_900_000_654_322L, 1);
    fixture.stores.getLast().add(entry);
    fixture.stores.getLast().add(rerating);
    LedgerEntry refund = Rows.refund(3, "acme", 1_763_900_000_654_323L, 1);
    AuditEntry audit = Rows.audit(1, "", 1_763_900_000_654_324L, "ann");
    fixture.stores.getLast().add(refund);
    fixture.stores.getLast().add(audit);
    fixture.start();
    fixture.awaitPrepared();
    Waiting.until("six rows", () -> fixture.exported("call_record") + fixture.exported("ledger_entry")
        + fixture.exported("audit_entry") == 6);
    try (var exported = new ExportedRows(fixture.url)) {
      assertThat(exported.record(0, 1)).isEqualTo(denied);
      assertThat(exported.record(0, 2)).usingRecursiveComparison().ignoringFields("ending.cause").isEqualTo(awkward);
      assertThat(exported.record(0, 2).ending().cause()).isEqualTo("nul\uFFFDnul");
      assertThat(exported.entry(1, 1)).isEqualTo(entry);
      assertThat(exported.entry(1, 2)).isEqualTo(rerating);
      assertThat(exported.entry(1, 3)).isEqualTo(refund);
      assertThat(exported.audit(1, 1)).isEqualTo(audit);
      assertThat(exported.timeMicros("audit_entry", "at_time", 1)).isEqualTo(audit.atMicros());
      assertThat(exported.timeMicros("call_record", "start_time", 1)).isEqualTo(denied.span().startMicros());
      assertThat(exported.timeMicros("call_record", "end_time", 1)).isEqualTo(denied.span().endMicros());
      assertThat(exported.timeMicros("call_record", "start_time", 2)).isEqualTo(-1);
      assertThat(exported.timeMicros("ledger_entry", "book_time", 1)).isEqualTo(entry.bookMicros());
    }
  }

  @Test
  void everyColumnIsExplained() throws Exception {
    fixture.start();
    fixture.awaitPrepared();
    assertThat(fixture.query("SELECT string_agg(attrelid::regclass || '.' || attname, ' ') FROM pg_attribute"
        + " WHERE attnum > 0 AND attrelid IN ('call_record'::regclass, 'ledger_entry'::regclass, 'audit_entry'::regclass,"
        + " 'export_installation'::regclass, 'export_progress'::regclass,"
        + " 'tollbridge_schema'::regclass)"
        + " AND col_description(attrelid, attnum) IS NULL")).isEqualTo("null");
  }

  @Test
  void tablesOfOthersAreLeftAlone() throws Exception {
    fixture.execute("CREATE TABLE theirs AS SELECT 1 AS one");
    fixture.add(0, 10);
    fixture.start();
    fixture.awaitRows(10);
    assertThat(fixture.query("SELECT one FROM theirs")).isEqualTo("1");
  }

  @Test
  void goesOnAfterARestartWhereItWas() throws Exception {
    fixture.add(0, 120);
    fixture.start();
    fixture.awaitRows(120);
    Waiting.until("counted", () -> fixture.exported("ledger_entry") == 480);
    fixture.start().close();
    fixture.add(120, 130);
    fixture.start();
    fixture.awaitRows(130);
    Waiting.until("counted", () -> fixture.exported("call_record") == 260);
  }

  @Test
  void aCrashBetweenCopyAndCommitLeavesNeitherRowsNorProgress() throws Exception {
    fixture.start();
    fixture.awaitPrepared();
    fixture.execute("""
        CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
        CREATE TRIGGER crash AFTER UPDATE ON export_progress FOR EACH ROW EXECUTE FUNCTION crash()""");
    fixture.add(0, 120);
    Waiting.until("three crashes", () -> fixture.failures() >= 3);
    assertThat(fixture.query("SELECT count(*) FROM call_record")).isEqualTo("0");
    assertThat(fixture.query("SELECT count(*) FROM ledger_entry")).isEqualTo("0");
    assertThat(fixture.query("SELECT sum(last_sequence) FROM export_progress")).isEqualTo("0");
    fixture.execute("DROP TRIGGER crash ON export_progress");
    fixture.awaitRows(120);
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void connectionsKilledAtAnyMomentLoseAndDoubleNothing() throws Exception {
    fixture.start();
    fixture.awaitPrepared();
    long last = 0;
    for (int kill = 0; kill < 12; kill++) {
      double exported = fixture.exported("ledger_entry");
      fixture.add(last, last + 100);
      last += 100;
      Waiting.until("some rows", () -> fixture.exported("ledger_entry") > exported);
      fixture.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE application_name = 'tollbridge-export' AND datname = current_database()");
    }
    fixture.awaitRows(last);
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void catchesUpWhenPostgresWasStopped() throws Exception {
    fixture.add(0, 10);
    fixture.start();
    fixture.awaitRows(10);
    cluster.stop();
    try {
      fixture.add(10, 70);
      double before = fixture.failures();
      Waiting.until("failures", () -> fixture.failures() >= before + 2);
      assertThat(fixture.lag("rows", "call_record")).isEqualTo(120);
    } finally {
      cluster.startAgain();
    }
    fixture.awaitRows(70);
    Waiting.until("no lag", () -> fixture.lag("rows", "call_record") + fixture.lag("rows", "ledger_entry") == 0);
    Waiting.until("good news",
        () -> fixture.logged(Level.INFO).stream().anyMatch(line -> line.contains("continues after")));
  }

  @Test
  void twoExportersAtOnceExportEachRowOnce() throws Exception {
    var other = new SimpleMeterRegistry();
    fixture.add(0, 200);
    fixture.start();
    fixture.start(new ExportTarget(fixture.url, null, null), ExportFixture.INSTALLATION, other);
    for (long last = 200; last < 1_000; last += 100) {
      fixture.add(last, last + 100);
    }
    fixture.awaitRows(1_000);
    Waiting.until("counted", () -> fixture.exported("call_record")
        + other.get("tollbridge.exported.rows").tag("table", "call_record").counter().count() == 2_000);
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void lagGrowsWhileTheDatabaseIsBlockedAndFallsAfterwards() throws Exception {
    try (var _ = fixture.start(new ExportTarget(fixture.url, null, null), ExportFixture.INSTALLATION,
        new SimpleMeterRegistry())) {
      fixture.awaitPrepared();
    }
    fixture.nowMicros.set(5_000_000);
    try (Connection blocker = DriverManager.getConnection(fixture.url); Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("LOCK TABLE export_progress");
      fixture.add(0, 10);
      fixture.start();
      assertThat(fixture.lag("rows", "ledger_entry")).isEqualTo(40);
      fixture.add(10, 30);
      assertThat(fixture.lag("rows", "ledger_entry")).isEqualTo(120);
      Waiting.until("age is known", () -> fixture.lag("seconds", "ledger_entry") == 4);
      fixture.nowMicros.set(65_000_000);
      assertThat(fixture.lag("seconds", "ledger_entry")).isEqualTo(64);
    }
    fixture.awaitRows(30);
    Waiting.until("no lag", () -> fixture.lag("rows", "ledger_entry") + fixture.lag("seconds", "ledger_entry") == 0);
  }

  @Test
  void closingDoesNotWaitForABlockedDatabase() throws Exception {
    RecordExport export = fixture.start();
    fixture.awaitPrepared();
    try (Connection blocker = DriverManager.getConnection(fixture.url); Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("LOCK TABLE export_progress");
      fixture.add(0, 10);
      Waiting.until("blocked",
          () -> fixture.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
              + " AND datname = current_database()").equals("1"));
      double failures = fixture.failures();
      export.close();
      assertThat(fixture.failures()).isEqualTo(failures);
      assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("record-export");
    }
    fixture.start();
    fixture.awaitRows(10);
  }

  @Test
  void aWrongPasswordIsToldAndTheServerGoesOn() throws Exception {
    String role = "reporter";
    fixture.execute("CREATE ROLE reporter LOGIN SUPERUSER PASSWORD 'right'");
    cluster.demandPassword(role);
    String url = fixture.url.replace("user=postgres", "user=" + role);
    fixture.start(new ExportTarget(url, null, "mistyped"), ExportFixture.INSTALLATION, fixture.registry);
    Waiting.until("the reason", () -> fixture.logged(Level.WARN).stream()
        .anyMatch(line -> line.contains("password authentication failed for user \"reporter\"")));
    assertThat(fixture.logged(Level.WARN)).noneMatch(line -> line.contains("mistyped"));
    assertThat(fixture.failures()).isPositive();
    fixture.add(0, 10);
    assertThat(fixture.stopped()).isFalse();
    fixture.execute("ALTER ROLE reporter PASSWORD 'mistyped'");
    fixture.awaitRows(10);
  }

  @Test
  void retentionWaitsForTheExport() throws Exception {
    fixture.start();
    fixture.awaitPrepared();
    try (Connection blocker = DriverManager.getConnection(fixture.url); Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("LOCK TABLE export_progress");
      fixture.add(0, 100);
      fixture.deleteAll();
      fixture.add(100, 110);
      assertThat(fixture.deleted()).isZero();
    }
    fixture.awaitRows(110);
    Waiting.until("deletion", () -> {
      fixture.deleteAll();
      return fixture.deleted() == 2 * (109 + 219);
    });
    fixture.add(110, 120);
    fixture.awaitRows(120);
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void anExportGoesOnAfterADeletion() throws Exception {
    fixture.add(0, 100);
    fixture.start();
    fixture.awaitRows(100);
    Waiting.until("deletion", () -> {
      fixture.deleteAll();
      return fixture.deleted() == 2 * (99 + 199);
    });
    fixture.start();
    fixture.add(100, 120);
    fixture.awaitRows(120);
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void rowsThatWereDeletedBeforeTheFirstExportAreLeftOut() throws Exception {
    fixture.add(0, 100);
    fixture.stores.forEach(store -> store.deleteBefore(91));
    Waiting.until("deletion", () -> fixture.deleted() == 2 * 180);
    fixture.start();
    fixture.awaitPrepared();
    Waiting.until("the rest", () -> fixture.exported("ledger_entry") == 40);
    assertThat(fixture.query("SELECT string_agg(concat(shard, ':', first, '-', last, '=', count), ' ' ORDER BY shard)"
        + " FROM (SELECT shard, min(sequence) AS first, max(sequence) AS last, count(*) AS count FROM ledger_entry"
        + " GROUP BY shard) AS shards")).isEqualTo("0:181-200=20 1:181-200=20");
    assertThat(fixture.stopped()).isFalse();
  }

  @Test
  void rowsThatWereDeletedWhileNothingWasExportedAreLeftOut() throws Exception {
    fixture.add(0, 50);
    fixture.start().close();
    fixture.start();
    fixture.awaitRows(50);
    fixture.reopenStores();
    fixture.add(50, 100);
    fixture.deleteAll();
    Waiting.until("deletion", () -> fixture.deleted() == 2 * (99 + 199));
    fixture.start();
    Waiting.until("the rest", () -> fixture.query("SELECT string_agg(shard || ':' || last_sequence, ' ' ORDER BY shard)"
        + " FROM export_progress WHERE table_name = 'ledger_entry'").equals("0:200 1:200"));
    assertThat(fixture.query("SELECT string_agg(shard || ':' || count, ' ' ORDER BY shard) FROM"
        + " (SELECT shard, count(*) AS count FROM ledger_entry GROUP BY shard) AS shards")).isEqualTo("0:101 1:101");
    assertThat(fixture.stopped()).isFalse();
  }
}
