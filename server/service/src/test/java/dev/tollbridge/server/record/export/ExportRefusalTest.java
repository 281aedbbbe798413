package dev.tollbridge.server.record.export;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.tollbridge.server.record.Rows;
import dev.tollbridge.server.record.Waiting;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that the rows must not be written to: every one already holds rows 1 to 20 of a data directory. */
@Tag("slow")
class ExportRefusalTest {
  @TempDir
  static Path clusterDirectory;
  static PostgresCluster cluster;

  @TempDir
  Path directory;
  String url;
  String contents;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PostgresCluster(clusterDirectory);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void export() throws Exception {
    url = cluster.createDatabase();
    try (var fixture = new ExportFixture(directory.resolve("first"), url)) {
      fixture.add(0, 20);
      fixture.start();
      fixture.awaitRows(20);
      contents = contents(fixture);
    }
  }

  @Test
  void refusesTheDatabaseOfAnotherDataDirectory() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("second"), url)) {
      fixture.add(0, 30);
      fixture.start(new ExportTarget(url, null, null), "installation-2", fixture.registry);
      assertRefused(fixture, "another data directory", "installation-1", "not installation-2");
    }
  }

  @Test
  void refusesADatabaseThatIsAhead() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("second"), url)) {
      fixture.add(0, 10);
      fixture.start();
      assertRefused(fixture, "call_record goes up to sequence 20 in shard 0", "up to 10 only", "older state");
    }
  }

  @Test
  void refusesADatabaseThatIsAheadOfAnEmptyStore() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("second"), url)) {
      fixture.start();
      assertRefused(fixture, "call_record goes up to sequence 20 in shard 0", "up to 0 only");
    }
  }

  @Test
  void refusesADatabaseWithOtherRowsUnderTheSameSequences() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("second"), url)) {
      fixture.add(0, 10);
      for (long sequence = 11; sequence <= 30; sequence++) {
        fixture.stores.getFirst().add(Rows.withoutDenial(Rows.record(sequence, "acme", sequence)));
      }
      fixture.start();
      assertRefused(fixture, "another row 20 of shard 0", "restored to an earlier state");
    }
  }

  @Test
  void refusesTablesOfANewerRelease() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("first"), url)) {
      fixture.execute("INSERT INTO tollbridge_schema (version) VALUES (99)");
      fixture.add(20, 25);
      fixture.start();
      assertRefused(fixture, "schema version 99", "newer release");
    }
  }

  @Test
  void refusesRowsBeyondTheirProgress() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("first"), url)) {
      fixture.execute("UPDATE export_progress SET last_sequence = 19 WHERE table_name = 'call_record' AND shard = 1");
      contents = contents(fixture);
      fixture.start();
      assertRefused(fixture, "call_record has a row 20 of shard 1, beyond the 19");
    }
  }

  @Test
  void rowsMayBeDeletedInTheDatabase() throws Exception {
    try (var fixture = new ExportFixture(directory.resolve("first"), url)) {
      fixture.execute("DELETE FROM call_record");
      fixture.add(20, 25);
      fixture.start();
      Waiting.until("new rows", () -> fixture.query("SELECT string_agg(shard || ':' || sequence, ' '"
          + " ORDER BY shard, sequence) FROM call_record")
          .equals("0:21 0:22 0:23 0:24 0:25 1:21 1:22 1:23 1:24 1:25"));
      assertThat(fixture.stopped()).isFalse();
    }
  }

  private void assertRefused(ExportFixture fixture, String... words) throws Exception {
    Waiting.until("the stop", fixture::stopped);
    Waiting.until("the reason", () -> !fixture.logged(Level.ERROR).isEmpty());
    assertThat(fixture.logged(Level.ERROR)).singleElement().asString().contains("The export has stopped")
        .contains(words);
    assertThat(fixture.exported("call_record") + fixture.exported("ledger_entry")).isZero();
    assertThat(contents(fixture)).isEqualTo(contents);
    // The server's own work continues.
    fixture.stores.forEach(store -> store.add(Rows.record(31, "acme", 31)));
    fixture.stores.forEach(store -> store.flush());
  }

  /** Everything that the database holds. */
  private static String contents(ExportFixture fixture) throws Exception {
    return fixture
        .query("SELECT concat((SELECT string_agg(r::text, E'\\n' ORDER BY shard, sequence) FROM call_record r),"
            + " (SELECT string_agg(e::text, E'\\n' ORDER BY shard, sequence) FROM ledger_entry e),"
            + " (SELECT string_agg(p::text, E'\\n' ORDER BY shard, table_name) FROM export_progress p),"
            + " (SELECT i::text FROM export_installation i))");
  }
}
