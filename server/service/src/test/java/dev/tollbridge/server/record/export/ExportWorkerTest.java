package dev.tollbridge.server.record.export;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.tollbridge.server.record.RecordTable;
import dev.tollbridge.server.record.Waiting;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the export's thread does when it fails; no database listens. */
@Timeout(120)
final class ExportWorkerTest {
  @TempDir
  private Path directory;
  private ExportFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ExportFixture(directory, "jdbc:postgresql://127.0.0.1:1/nowhere");
    fixture.add(0, 3);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aDatabaseThatIsAwayIsCountedAndTriedAgain() throws Exception {
    fixture.start();
    Waiting.until("failures", () -> fixture.failures() >= 2);
    assertThat(fixture.stopped()).isFalse();
    assertThat(fixture.logged(Level.ERROR)).isEmpty();
  }

  /** A row that the store has counted and does not have stands for a bug. */
  @Test
  void whatNobodyExpectsStopsTheExportAndNothingElse() throws Exception {
    loseRows();
    RecordExport export = fixture.start();
    Waiting.until("the stop", fixture::stopped);
    Waiting.until("the reason", () -> !fixture.logged(Level.ERROR).isEmpty());
    assertThat(fixture.logged(Level.ERROR)).singleElement().asString()
        .contains("The export to jdbc:postgresql://127.0.0.1:1/nowhere has stopped", "report this");
    assertThat(fixture.failures()).isZero();
    fixture.add(3, 5);
    assertThat(fixture.stores).allSatisfy(
        store -> assertThat(store.lastSequence(RecordTable.CALL_RECORD)).isEqualTo(5));
    export.close();
  }

  private void loseRows() throws SQLException {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("shard-0.db"));
        var statement = file.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM call_record")).isEqualTo(3);
    }
  }
}
