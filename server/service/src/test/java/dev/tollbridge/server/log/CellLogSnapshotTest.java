package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@Tag("slow")
final class CellLogSnapshotTest {
  private static final int ROUNDS = 6;
  /** A few segments of 16 KiB, and what Ratis keeps next to them. */
  private static final long MAX_LOG_BYTES = 200_000;

  @TempDir
  private Path directory;
  private OneShardLog log;
  private long seed = 7;

  @BeforeEach
  void open() throws IOException {
    log = OneShardLog.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void aShortenedLogAndItsSnapshotGiveTheSameStateAgain() throws IOException {
    runUntilShortened();
    byte[] state = log.state();
    log.close();
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(state);
    assertThat(log.applied()).isZero();
  }

  @Test
  void afterACrashTheRestIsReplayed() throws IOException {
    runUntilShortened();
    for (int i = 0; i < ROUNDS; i++) {
      run();
      byte[] state = log.state();
      log.crash();
      log = OneShardLog.open(directory);
      assertThat(log.state()).isEqualTo(state);
    }
  }

  @Test
  void aBrokenSnapshotIsReplacedByTheOneBeforeAndMoreLog() throws IOException {
    runUntilShortened();
    byte[] state = log.state();
    log.close();
    damage(snapshots().getLast());
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(state);
    assertThat(log.applied()).isPositive();
    runUntilShortened();
    byte[] later = log.state();
    log.close();
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(later);
  }

  @Test
  void withoutAReadableSnapshotAShortenedLogDoesNotStart() throws IOException {
    runUntilShortened();
    byte[] state = log.state();
    log.close();
    List<Path> snapshots = snapshots();
    byte[] newest = Files.readAllBytes(snapshots.getLast());
    for (Path snapshot : snapshots) {
      damage(snapshot);
    }
    assertThatThrownBy(() -> OneShardLog.open(directory)).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(snapshots.getFirst().getFileName().toString())
        .hasMessageContaining(snapshots.getLast().getFileName().toString()).hasMessageContaining("from a backup");
    Files.write(snapshots.getLast(), newest);
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(state);
  }

  @Test
  void aLogThatEndsBeforeItsSnapshotIsRefusedAndNotCut() throws IOException {
    runUntilShortened();
    byte[] state = log.state();
    log.close();
    Path open = openSegment();
    byte[] whole = Files.readAllBytes(open);
    byte[] shortened = Arrays.copyOf(whole, whole.length / 3);
    Files.write(open, shortened);
    assertThatThrownBy(() -> OneShardLog.open(directory)).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(open.toString()).hasMessageContaining("entries that were acknowledged are lost");
    assertThat(Files.readAllBytes(open)).isEqualTo(shortened);
    assertThat(StoredLog.of(new DataLayout(directory)).damages(new DataLayout(directory), 1))
        .anyMatch(damage -> !damage.harmless());
    Files.write(open, whole);
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(state);
  }

  @Test
  void theLogStaysSmallHoweverMuchIsLogged() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      runUntilShortened();
      assertThat(logBytes()).isLessThan(MAX_LOG_BYTES);
      assertThat(snapshots()).hasSizeBetween(1, SnapshotFiles.KEPT + 1);
    }
  }

  @Test
  void aSnapshotThatCannotBeWrittenKeepsTheLogAndIsTriedAgain() throws IOException {
    runUntilShortened();
    Path place = directory.resolve("snapshots").resolve("shard-0");
    Path away = Files.move(place, directory.resolve("away"));
    Files.createFile(place);
    int failedBefore = log.failedSnapshots();
    while (log.failedSnapshots() < failedBefore + 2) {
      run();
    }
    long beganAt = LogExtent.of(segments()).firstIndex();
    run();
    assertThat(LogExtent.of(segments()).firstIndex()).isEqualTo(beganAt);
    Files.delete(place);
    Files.move(away, place);
    runUntilShortened();
    byte[] state = log.state();
    log.close();
    log = OneShardLog.open(directory);
    assertThat(log.state()).isEqualTo(state);
  }

  private void run() {
    log.run(new RandomHistory(seed++));
  }

  /** Logs until the log's beginning has moved on. */
  private void runUntilShortened() throws IOException {
    long beganAt = LogExtent.of(segments()).firstIndex();
    do {
      run();
    } while (LogExtent.of(segments()).firstIndex() == beganAt);
  }

  private Path segments() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("log"))) {
      return files.filter(file -> file.endsWith("current")).findFirst().orElseThrow();
    }
  }

  private Path openSegment() throws IOException {
    try (Stream<Path> files = Files.list(segments())) {
      return files.filter(file -> file.getFileName().toString().contains("inprogress")).findFirst().orElseThrow();
    }
  }

  private long logBytes() throws IOException {
    try (Stream<Path> files = Files.list(segments())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private List<Path> snapshots() throws IOException {
    return new SnapshotFiles(directory.resolve("snapshots").resolve("shard-0")).newestFirst().reversed();
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2]++;
    Files.write(file, bytes);
  }
}
