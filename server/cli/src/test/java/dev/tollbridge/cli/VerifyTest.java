package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.server.log.NewerFormatException;
import dev.tollbridge.server.log.v1.SnapshotItem;
import dev.tollbridge.server.storage.DataDirectory;
import dev.tollbridge.server.storage.OfflineDirectory;
import dev.tollbridge.server.storage.StartupException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sound directory passes; any damage is named. */
@Timeout(300)
@Tag("slow")
final class VerifyTest {
  /** Rows that the log cannot recreate: they were made before the older snapshot. */
  private static final String OLD = " WHERE sequence = (SELECT min(sequence) + 2 FROM ";

  private static final int PAGE_BYTES = 4096;

  @TempDir
  static Path made;

  @TempDir
  Path folder;

  private Path directory;
  private DirectoryScene scene;

  @BeforeAll
  static void make() throws IOException {
    new DirectoryScene(made.resolve("data")).run(11, 12, 13, 14);
  }

  @BeforeEach
  void copy() throws IOException {
    directory = folder.resolve("data");
    DirectoryScene.copy(made.resolve("data"), directory);
    scene = new DirectoryScene(directory);
  }

  private void assertFound(String... texts) throws IOException {
    DirectoryScene.Verdict verdict = DirectoryScene.verify(directory);
    assertThat(verdict.text()).contains(texts).contains("verdict: " + verdict.findings() + " finding");
    assertThat(verdict.findings()).isPositive();
  }

  @Test
  void aSoundDirectoryPassesAndIsNotChanged() throws IOException {
    Map<String, String> before = DirectoryScene.content(directory);
    DirectoryScene.Verdict verdict = DirectoryScene.verify(directory);
    assertThat(verdict.text()).endsWith("verdict: OK\n").doesNotContain("finding", "(");
    assertThat(verdict.findings()).isZero();
    assertThat(DirectoryScene.content(directory)).isEqualTo(before);
  }

  @Test
  void rowsThatACrashLeftInTheWriteAheadLogAreSeen() throws IOException, SQLException {
    Path crashed = folder.resolve("crashed");
    try (DataDirectory data = DataDirectory.open(directory, null, 1); var cell = scene.start(data)) {
      scene.play(cell.reign().router(), new RandomHistory(15));
      cell.reign().router().first().records().flush();
      DirectoryScene.copy(directory, crashed);
    }
    Map<String, String> before = DirectoryScene.content(crashed);
    assertThat(DirectoryScene.verify(crashed).text()).endsWith("verdict: OK\n");
    assertThat(DirectoryScene.content(crashed)).isEqualTo(before);
  }

  @Test
  void aTornTailIsNoFinding() throws IOException {
    Path open = scene.files("log", "log_inprogress").getFirst();
    byte[] bytes = Files.readAllBytes(open);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    Files.write(open, Arrays.copyOf(bytes, end - 2));
    DirectoryScene.Verdict verdict = DirectoryScene.verify(directory);
    assertThat(verdict.text()).contains(open + ": offset", "torn by a crash").endsWith("verdict: OK\n");
  }

  @Test
  void aFlippedBitOfAClosedSegmentIsNamed() throws IOException {
    Path segment = scene.files("log", "log_").getFirst();
    DirectoryScene.flip(segment, 0.5);
    assertFound(segment + ": offset ", "damaged, in a segment that was complete");
  }

  @Test
  void aFlippedBitThatWholeEntriesFollowIsNamed() throws IOException {
    Path segment = scene.files("log", "log_inprogress").getFirst();
    DirectoryScene.flip(segment, 0.0001);
    assertFound(segment + ": offset ", "whole entries follow");
  }

  @Test
  void aMissingSegmentIsNamed() throws IOException {
    Path open = scene.files("log", "log_inprogress").getFirst();
    Files.move(open, open.resolveSibling("log_inprogress_999999"));
    assertFound("segment that begins at entry", "is missing; log_inprogress_999999 follows");
  }

  @Test
  void aMissingLogIsNamed() throws IOException {
    for (Path file : scene.files("log", "log_")) {
      Files.delete(file);
    }
    for (Path file : scene.files("snapshots", "0")) {
      Files.delete(file);
    }
    assertFound("more than its log results in");
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void aFlippedBitOfASnapshotIsNamed(int which) throws IOException {
    Path snapshot = scene.files("snapshots", "0").get(which);
    DirectoryScene.flip(snapshot, 0.4);
    assertFound(snapshot + ": cannot be read: its checksum is wrong");
  }

  @Test
  void aSnapshotUnderAnothersNameIsNamed() throws IOException {
    Path older = scene.files("snapshots", "0").getFirst();
    Path newer = scene.files("snapshots", "0").getLast();
    Files.delete(newer);
    Files.copy(older, newer);
    assertFound(newer + ": it is the snapshot of shard 0 at entry");
  }

  @Test
  void aSnapshotOfAnotherDirectoryIsNamed() throws IOException {
    var other = new DirectoryScene(folder.resolve("other"));
    other.run(21, 22, 23, 24);
    Path foreign = other.files("snapshots", "0").getLast();
    for (Path snapshot : scene.files("snapshots", "0")) {
      Files.delete(snapshot);
    }
    Files.copy(foreign, directory.resolve("snapshots/shard-0").resolve(foreign.getFileName()));
    assertFound("organization ");
  }

  @Test
  void aMissingRecordFileIsNamed() throws IOException {
    Files.delete(directory.resolve("records/shard-0.db"));
    assertFound("records/shard-0.db: is missing");
  }

  @Test
  void aFlippedPageOfTheRecordsIsNamed() throws IOException {
    Path file = directory.resolve("records/shard-0.db");
    byte[] bytes = Files.readAllBytes(file);
    int page = bytes.length / PAGE_BYTES / 2;
    Arrays.fill(bytes, page * PAGE_BYTES, (page + 1) * PAGE_BYTES, (byte) 0x5A);
    Files.write(file, bytes);
    assertFound(file.toString());
  }

  @Test
  void missingSettingsAreNamed() throws IOException {
    Files.delete(directory.resolve("tollbridge.properties"));
    assertFound("tollbridge.properties cannot be read");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "UPDATE ledger_entry SET amount_micros = amount_micros + 1" + OLD + "ledger_entry) | is not the",
    "UPDATE ledger_entry SET balance_micros = balance_micros + 1 WHERE sequence = (SELECT max(sequence) FROM ledger_entry) | and the state has",
    "DELETE FROM ledger_entry" + OLD + "ledger_entry) | ledger_entry lacks row 3",
    "DELETE FROM call_record" + OLD + "call_record) | call_record lacks row 3",
    "UPDATE call_record SET charge_micros = charge_micros + 1 WHERE sequence = (SELECT min(sequence) FROM call_record WHERE charge_micros > 0) | no call record",
    "UPDATE call_record SET charge_micros = charge_micros + 1 WHERE sequence = (SELECT min(sequence) FROM call_record WHERE charge_micros > 0) | no ledger entry for",
    "UPDATE call_record SET duration_seconds = 7 WHERE sequence = (SELECT max(sequence) FROM call_record) | the log makes CallRecord",
    "UPDATE ledger_entry SET description = 'x' WHERE sequence = (SELECT max(sequence) FROM ledger_entry) | the log makes LedgerEntry",
    "UPDATE ledger_entry SET reference = (SELECT reference FROM ledger_entry WHERE kind = 'USAGE' ORDER BY sequence LIMIT 1) WHERE sequence = (SELECT max(sequence) FROM ledger_entry WHERE kind = 'USAGE' AND organization_id = (SELECT organization_id FROM ledger_entry WHERE kind = 'USAGE' ORDER BY sequence LIMIT 1)) | was booked before",
    "DELETE FROM call_record WHERE sequence > 3 | the store lacks the last",
    "UPDATE ledger_entry SET author = 'eve' WHERE sequence = (SELECT max(sequence) FROM ledger_entry) | the log makes LedgerEntry",
    "UPDATE audit_entry SET outcome = 'DONE!' WHERE sequence = (SELECT max(sequence) FROM audit_entry) | the log makes AuditEntry",
    "DELETE FROM audit_entry" + OLD + "audit_entry) | audit_entry lacks row 3",
    "UPDATE ledger_entry SET kind = 'REFUND', refunded_record = (SELECT min(sequence) FROM call_record WHERE charge_micros = 0) WHERE sequence = (SELECT max(sequence) FROM ledger_entry WHERE kind = 'PURCHASE') | are more than it costs",
    "UPDATE ledger_entry SET kind = 'GIFT' WHERE sequence = 1 | No enum constant",
    "PRAGMA user_version = 99 | has schema version 99"})
  void anAlteredRowIsNamed(String sql, String found) throws IOException, SQLException {
    scene.change(sql);
    assertFound(found);
  }

  @Test
  void rowsThatWereDeletedForTheirAgeAreNoFinding() throws IOException, SQLException {
    scene.change("DELETE FROM call_record WHERE sequence <= 4");
    scene.change("DELETE FROM ledger_entry WHERE sequence <= 6");
    assertFound("call_record lacks rows 1 to 4", "ledger_entry lacks rows 1 to 6");
    scene.change("INSERT INTO deletion VALUES ('call_record', 4), ('ledger_entry', 6)");
    DirectoryScene.Verdict verdict = DirectoryScene.verify(directory);
    assertThat(verdict.text()).contains("call_record: rows up to 4 were deleted for their age")
        .endsWith("verdict: OK\n");
    scene.change("DELETE FROM ledger_entry WHERE sequence = 7");
    assertFound("ledger_entry lacks row 7");
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    try (DataDirectory _ = DataDirectory.open(directory, null, 1)) {
      assertThatThrownBy(() -> OfflineDirectory.open(directory)).isInstanceOf(StartupException.class)
          .hasMessageContaining("is in use by a server");
      assertThat(Main.execute("verify", directory.toString())).isEqualTo(2);
    }
  }

  @Test
  void theCommandTellsByItsExitCode() throws IOException {
    assertThat(Main.execute("verify", directory.toString())).isZero();
    Files.write(scene.files("snapshots", "0").getLast(), new byte[]{1}, StandardOpenOption.APPEND);
    assertThat(Main.execute("verify", directory.toString())).isEqualTo(1);
    assertThat(Main.execute("verify", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(Main.execute("verify", "--findings", "0", directory.toString())).isEqualTo(2);
  }

  /** Not damage, but nothing was checked: this version cannot read it. */
  @Test
  void aSnapshotOfALevelThatThisVersionDoesNotKnowIsNoDamage() throws IOException {
    for (Path snapshot : scene.files("snapshots", "0")) {
      raiseLevel(snapshot);
    }
    assertThatThrownBy(() -> DirectoryScene.verify(directory)).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("level " + (Level.HIGHEST + 1)).hasMessageContaining("start the version that wrote it");
  }

  private static void raiseLevel(Path snapshot) throws IOException {
    var checksum = new CRC32C();
    var raised = new ByteArrayOutputStream();
    try (var in = Files.newInputStream(snapshot)) {
      SnapshotItem item;
      do {
        item = SnapshotItem.parseDelimitedFrom(in);
        (item.hasHeader()
            ? item.toBuilder().setHeader(item.getHeader().toBuilder().setLevel(Level.HIGHEST + 1)).build()
            : item).writeDelimitedTo(raised);
      } while (!item.hasEnd());
    }
    checksum.update(raised.toByteArray());
    raised.write(ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array());
    Files.write(snapshot, raised.toByteArray());
  }
}
