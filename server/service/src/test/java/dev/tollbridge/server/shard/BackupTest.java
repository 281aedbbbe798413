package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.record.StoredRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server makes backups: one at a time, of one moment, and none leaves anything behind, however it ends. */
@Timeout(120)
@Tag("slow")
final class BackupTest {
  @TempDir
  Path directory;

  @Test
  void oneAtATimeAndNothingIsLeftBehind() throws IOException, InterruptedException {
    Files.createFile(directory.resolve("tollbridge.properties"));
    try (var scene = new RouterScene(directory)) {
      List<String> paths = new ArrayList<>();
      try (Backup backup = scene.cell().reign().backups().begin().orElseThrow()) {
        assertThat(scene.cell().reign().backups().begin()).isEmpty();
        assertThat(backup.send((path, _) -> paths.add(path))).isEqualTo(1 + 2 * RouterScene.SHARDS);
      }
      assertThat(paths).contains("tollbridge.properties", "records/shard-0.db", "records/shard-1.db");
      assertThat(directory.resolve("backup.tmp")).doesNotExist();
      try (Backup broken = scene.cell().reign().backups().begin().orElseThrow()) {
        assertThatThrownBy(() -> broken.send((_, _) -> {
          throw new IOException("the caller is gone");
        })).hasMessage("the caller is gone");
      }
      assertThat(directory.resolve("backup.tmp")).doesNotExist();
      scene.cell().reign().backups().begin().orElseThrow().close();
    }
  }

  @Test
  void whatACrashLeftBehindIsRemovedAtTheNextStart() throws IOException {
    try (var scene = new RouterScene(directory)) {
      scene.create("acme");
    }
    Files.write(Files.createDirectories(directory.resolve("backup.tmp")).resolve("shard-0.db"), new byte[10]);
    try (var _ = new RouterScene(directory)) {
      assertThat(directory.resolve("backup.tmp")).doesNotExist();
    }
  }

  @Test
  void rowsMadeAfterTheBeginningAreNotInTheCopy() throws IOException, InterruptedException {
    try (var scene = new RouterScene(directory.resolve("data"))) {
      scene.create("acme");
      scene.purchase("acme", "before", 1_000_000).join();
      Path copy = directory.resolve("copy.db");
      try (Backup backup = scene.cell().reign().backups().begin().orElseThrow()) {
        scene.purchase("acme", "after", 1_000_000).join();
        backup.send((path, file) -> {
          if (path.equals("records/shard-" + scene.shard("acme").number() + ".db")) {
            Files.copy(file, copy);
          }
        });
      }
      try (var rows = StoredRecords.open(copy)) {
        List<String> references = new ArrayList<>();
        rows.ledgerEntries(entry -> references.add(entry.reference()));
        assertThat(references).containsExactly("before");
      }
    }
  }
}
