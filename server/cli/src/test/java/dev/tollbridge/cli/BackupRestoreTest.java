package dev.tollbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.audit.Report;
import dev.tollbridge.server.storage.DataDirectory;
import dev.tollbridge.server.storage.NewDirectory;
import dev.tollbridge.server.storage.StartupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a server under load is sound, and restoring it gives the server's state at that moment. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class BackupRestoreTest {
  @TempDir
  Path folder;

  private Path backup;
  private Path restored;

  @BeforeEach
  void name() {
    backup = folder.resolve("backup");
    restored = folder.resolve("restored");
  }

  private String restore() throws IOException {
    var text = new StringWriter();
    try {
      RestoreCommand.restore(backup, restored,
          new Report(new PrintWriter(text), new PrintWriter(new StringWriter()), DirectoryScene.SHOWN));
      return text.toString();
    } catch (StartupException e) {
      return text + String.valueOf(e.getMessage());
    }
  }

  @Test
  void aBackupUnderLoadIsOfOneMomentAndTheRestoredServerGoesOn() throws Exception {
    List<LoadedServer.Entry> beforeBackup;
    List<LoadedServer.Entry> atEnd;
    try (LoadedServer server = LoadedServer.start(folder.resolve("data"))) {
      server.load();
      server.awaitCalls(20);
      beforeBackup = server.ledger();
      assertThat(server.backup(backup)).isZero();
      server.awaitCalls(20);
      atEnd = server.ledger();
    }
    assertThat(DirectoryScene.verify(backup).text()).endsWith("verdict: OK\n");
    assertThat(restore()).endsWith("verdict: OK\n");
    assertThat(DirectoryScene.verify(restored).text()).endsWith("verdict: OK\n");
    try (LoadedServer server = LoadedServer.start(restored)) {
      List<LoadedServer.Entry> ledger = server.ledger();
      assertThat(ledger).startsWith(beforeBackup.toArray(LoadedServer.Entry[]::new));
      assertThat(atEnd).startsWith(ledger.toArray(LoadedServer.Entry[]::new)).hasSizeGreaterThan(ledger.size());
      assertThat(server.balanceMicros()).isEqualTo(ledger.getLast().balanceMicros());
      server.load();
      server.awaitCalls(10);
      assertThat(server.ledger()).startsWith(ledger.toArray(LoadedServer.Entry[]::new))
          .hasSizeGreaterThan(ledger.size());
    }
    try (LoadedServer server = LoadedServer.start(restored)) {
      assertThat(server.balanceMicros()).isEqualTo(server.ledger().getLast().balanceMicros());
    }
    assertThat(DirectoryScene.verify(restored).text()).endsWith("verdict: OK\n");
  }

  @Test
  void aBridgeThatIsAheadOfTheRestoredServerGoesOnInANewerSession() throws Exception {
    try (LoadedServer server = LoadedServer.start(folder.resolve("data")); var bridge = server.bridge(1)) {
      bridge.answer("kept");
      assertThat(server.backup(backup)).isZero();
      bridge.answer("later");
    }
    assertThat(restore()).endsWith("verdict: OK\n");
    try (LoadedServer server = LoadedServer.start(restored)) {
      try (var old = server.ahead(1)) {
        assertThat(old.refusal()).contains("SEQUENCE_GAP");
      }
      try (var bridge = server.bridge(2)) {
        bridge.answer("kept");
        bridge.answer("later");
        bridge.list();
        assertThat(server.activeLegCount()).isEqualTo(2);
        assertThat(bridge.rejections()).isEmpty();
      }
    }
  }

  private void makeBackup() throws Exception {
    try (LoadedServer server = LoadedServer.start(folder.resolve("data"))) {
      server.load();
      server.awaitCalls(5);
      assertThat(server.backup(backup)).isZero();
    }
  }

  @Test
  void aBackupIsNotServedFromAndStaysAsItIs() throws Exception {
    makeBackup();
    Map<String, String> files = DirectoryScene.content(backup);
    assertThatThrownBy(() -> DataDirectory.open(backup, null, 1)).isInstanceOf(StartupException.class)
        .hasMessageContaining("is a backup").hasMessageContaining("tollbridge restore " + backup);
    assertThat(Main.execute("serve", "--data", backup.toString())).isEqualTo(1);
    assertThat(DirectoryScene.content(backup)).isEqualTo(files);
  }

  @Test
  void aDamagedBackupIsRefusedByTheNamesOfItsFiles() throws Exception {
    makeBackup();
    Map<String, String> files = DirectoryScene.content(backup);
    for (String name : files.keySet()) {
      Path file = backup.resolve(name);
      byte[] sound = Files.readAllBytes(file);
      DirectoryScene.flip(file, 0.5);
      assertThat(restore()).as(name).containsAnyOf(file + " has changed since", "backup.manifest",
          "is not part of the backup");
      Files.delete(file);
      assertThat(restore()).as(name).contains(name);
      assertThat(restored).doesNotExist();
      Files.write(file, sound);
    }
    Files.createFile(backup.resolve("more"));
    assertThat(restore()).contains(backup.resolve("more") + " is not part of the backup");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("data", "backup");
    }
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    makeBackup();
    try (LoadedServer server = LoadedServer.start(folder.resolve("data"))) {
      Map<String, String> before = DirectoryScene.content(backup);
      assertThat(server.backup(backup)).isEqualTo(1);
      assertThat(DirectoryScene.content(backup)).isEqualTo(before);
    }
    Files.createFile(Files.createDirectory(restored).resolve("mine"));
    assertThat(restore()).contains(restored + " is there already");
    assertThatThrownBy(() -> NewDirectory.of(restored.resolve("mine"))).isInstanceOf(StartupException.class);
  }

  @Test
  void withoutAServerNothingIsMade() {
    assertThat(Main.execute("backup", "--target", "127.0.0.1:1", backup.toString())).isEqualTo(3);
    assertThat(folder).isEmptyDirectory();
    assertThat(Main.execute("backup")).isEqualTo(2);
    assertThat(Main.execute("restore", backup.toString())).isEqualTo(2);
  }
}
