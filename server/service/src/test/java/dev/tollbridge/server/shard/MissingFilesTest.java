package dev.tollbridge.server.shard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.server.log.CorruptLogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that lost a part of its log is refused, never served as if that part had never existed. */
@Tag("slow")
final class MissingFilesTest {
  @TempDir
  Path directory;

  @Test
  void refusesADirectoryWithoutTheLogOfAShard() throws IOException {
    var scene = new RouterScene(directory);
    scene.create("acme");
    scene.close();
    try (Stream<Path> groups = Files.list(directory.resolve("log"))) {
      delete(groups.filter(Files::isDirectory).sorted().toList().getFirst());
    }
    assertThatThrownBy(scene::reopen).isInstanceOf(CorruptLogException.class).hasMessageContaining("is missing");
  }

  @Test
  void refusesSnapshotsWithoutALog() throws IOException {
    var scene = new RouterScene(directory);
    scene.create("acme");
    scene.close();
    delete(directory.resolve("log"));
    assertThatThrownBy(scene::reopen).isInstanceOf(CorruptLogException.class).hasMessageContaining("is missing");
  }

  @Test
  void refusesRecordsThatAreAheadOfTheLog() throws IOException {
    var scene = new RouterScene(directory);
    scene.create("acme");
    scene.purchase("acme", "buy", 100_000_000).join();
    scene.close();
    delete(directory.resolve("log"));
    delete(directory.resolve("snapshots"));
    assertThatThrownBy(scene::reopen).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("1 ledger entries and 0 audit entries more than its log results in");
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
