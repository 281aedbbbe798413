package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollbridge.core.engine.EffectRecorder;
import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.SnapshotHeader;
import dev.tollbridge.server.log.v1.SnapshotItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFilesTest {
  private static final LogExtent WHOLE = new LogExtent(0);
  private static final LogExtent FROM_OLDER = new LogExtent(11);

  @TempDir
  private Path directory;
  private final DeckPool pool = new DeckPool();
  private SnapshotFiles files;

  @BeforeEach
  void open() throws IOException {
    files = new SnapshotFiles(directory);
  }

  @Test
  void aNewDirectoryBeginsWithNothing() throws IOException {
    assertThat(files.load(pool, new LogExtent(LogExtent.NOTHING))).isNull();
  }

  @Test
  void theNewestIsLoaded() throws IOException {
    write(10);
    write(20);
    write(3);
    assertThat(loadedIndex(FROM_OLDER)).isEqualTo(20);
  }

  @Test
  void aByteThatChangedAnywhereFallsBackToTheOneBefore() throws IOException {
    write(10);
    Path newest = write(20);
    byte[] whole = Files.readAllBytes(newest);
    for (int i = 0; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= (byte) (1 << i % Byte.SIZE);
      expectFallBack(newest, broken);
    }
  }

  @Test
  void aFileCutAnywhereFallsBackToTheOneBefore() throws IOException {
    write(10);
    Path newest = write(20);
    byte[] whole = Files.readAllBytes(newest);
    for (int length = 0; length < whole.length; length++) {
      expectFallBack(newest, Arrays.copyOf(whole, length));
    }
  }

  private void expectFallBack(Path newest, byte[] broken) throws IOException {
    Files.write(newest, broken);
    assertThat(loadedIndex(FROM_OLDER)).isEqualTo(10);
    assertThat(names()).containsExactly(name(10), name(20) + ".broken");
    assertThat(directory.resolve(name(20) + ".broken")).hasBinaryContent(broken);
  }

  @Test
  void withoutAReadableOneTheWholeLogIsEnough() throws IOException {
    damage(write(10));
    damage(write(20));
    assertThat(files.load(pool, WHOLE)).isNull();
    assertThat(names()).containsExactly(name(10) + ".broken", name(20) + ".broken");
  }

  @Test
  void withoutAReadableOneAShortenedLogIsRefusedAndNothingIsTouched() throws IOException {
    damage(write(10));
    damage(write(20));
    assertThatThrownBy(() -> files.load(pool, FROM_OLDER)).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(directory.toString()).hasMessageContaining(name(10)).hasMessageContaining(name(20))
        .hasMessageContaining("begins at entry 11").hasMessageContaining("from a backup");
    assertThat(names()).containsExactly(name(10), name(20));
  }

  @Test
  void aShortenedLogWithoutSnapshotsIsRefused() {
    assertThatThrownBy(() -> files.load(pool, FROM_OLDER)).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("no readable one is there");
  }

  @Test
  void anEmptyLogBesideABrokenSnapshotIsRefusedAlsoOnceThatIsSetAside() throws IOException {
    damage(write(10));
    var empty = new LogExtent(LogExtent.NOTHING);
    assertThatThrownBy(() -> files.load(pool, empty)).hasMessageContaining("the log is empty");
    Files.move(directory.resolve(name(10)), directory.resolve(name(10) + ".broken"));
    assertThatThrownBy(() -> files.load(pool, empty)).hasMessageContaining("the log is empty");
  }

  @Test
  void aSnapshotThatEndsBeforeTheLogBeginsIsRefused() throws IOException {
    write(9);
    damage(write(20));
    assertThatThrownBy(() -> files.load(pool, FROM_OLDER)).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining(name(20));
    assertThat(names()).containsExactly(name(9), name(20));
  }

  @Test
  void aNewerFormatIsRefusedAndStaysInPlace() throws IOException {
    write(10);
    var items = new ByteArrayOutputStream();
    SnapshotItem.newBuilder().setHeader(SnapshotHeader.newBuilder().setFormat(SnapshotEncoder.FORMAT + 1)).build()
        .writeDelimitedTo(items);
    Files.write(directory.resolve(name(20)), withChecksum(items.toByteArray()));
    assertThatThrownBy(() -> files.load(pool, WHOLE)).isInstanceOf(NewerFormatException.class)
        .hasMessageContaining(name(20)).hasMessageContaining("start the version that wrote it");
    assertThat(names()).containsExactly(name(10), name(20));
  }

  private static byte[] withChecksum(byte[] items) {
    var checksum = new CRC32C();
    checksum.update(items);
    return ByteBuffer.allocate(items.length + Long.BYTES).put(items).putLong(checksum.getValue()).array();
  }

  @Test
  void twoAreKeptAndWhatACrashLeftIsRemoved() throws IOException {
    Files.writeString(directory.resolve(name(40) + ".new"), "half");
    write(10);
    write(20);
    write(30);
    assertThat(loadedIndex(new LogExtent(21))).isEqualTo(30);
    files.prune();
    assertThat(names()).containsExactly(name(20), name(30));
  }

  @Test
  void whenASnapshotCannotTakeItsPlaceTheOlderOnesStay() throws IOException {
    write(10);
    Path inTheWay = Files.createDirectories(directory.resolve(name(20)).resolve("something"));
    assertThatThrownBy(() -> write(20)).isInstanceOf(IOException.class);
    assertThat(names()).containsExactly(name(10), name(20));
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertThat(loadedIndex(FROM_OLDER)).isEqualTo(10);
  }

  private Path write(long index) throws IOException {
    return files.write(image(), new LogPosition(0, 1, index));
  }

  private static EngineImage image() {
    return new RatingEngine(0, new DeckPool(), new EffectRecorder()).image();
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2]++;
    Files.write(file, bytes);
  }

  private long loadedIndex(LogExtent log) throws IOException {
    return Objects.requireNonNull(files.load(pool, log)).snapshot().place().index();
  }

  private static String name(int index) {
    return String.format(Locale.ROOT, "%020d-1.snapshot", index);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
