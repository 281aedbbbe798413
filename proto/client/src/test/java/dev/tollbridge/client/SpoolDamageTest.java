package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage that a crash can leave is repaired, and any other is refused. */
class SpoolDamageTest {

  private static final int EVENTS = 41;

  @TempDir
  private Path folder;
  private final SpoolModel model = new SpoolModel();
  private SpoolModel beforeLast = model;
  private SpoolDirectory original;
  private int copies;

  /** Several segments; the last has more than a few events. */
  @BeforeEach
  void fill() throws IOException {
    original = new SpoolDirectory(folder.resolve("original"));
    Spool spool = original.open();
    while (model.numbered() < EVENTS) {
      beforeLast = model.copy();
      spool.append(model.numbered() % 3 == 2 ? model.end(model.activeLegNumbers().getFirst()) : model.answer());
    }
    spool.close();
    assertThat(original.segments()).hasSizeGreaterThan(2);
    assertThat(SpoolDirectory.offsets(original.lastSegment())).hasSizeGreaterThan(model.activeLegNumbers().size() + 3);
  }

  private SpoolDirectory copy() throws IOException {
    return original.copyTo(folder.resolve("copy-" + copies++));
  }

  @Test
  void aTailTornAtAnyByteIsCutOffAndKeptAside() throws IOException {
    List<Integer> offsets = SpoolDirectory.offsets(original.lastSegment());
    byte[] whole = Files.readAllBytes(original.lastSegment());
    for (int size = offsets.getLast() + 1; size < whole.length; size++) {
      SpoolDirectory torn = copy();
      SpoolDirectory.truncate(torn.lastSegment(), size);
      beforeLast.assertHeldBy(torn.recover(), "torn at " + size);
      assertThat(torn.tornTails()).singleElement().satisfies(tail -> assertThat(tail)
          .hasBinaryContent(Arrays.copyOfRange(whole, offsets.getLast(), torn(tail, offsets.getLast()))));
      beforeLast.assertHeldBy(torn.recover(), "torn at " + size + ", another life later");
      assertThat(torn.tornTails()).hasSize(1);
    }
  }

  private static int torn(Path tail, int offset) throws IOException {
    return offset + (int) Files.size(tail);
  }

  @Test
  void aCutAtTheEndOfARecordIsNoTear() throws IOException {
    SpoolDirectory cut = copy();
    SpoolDirectory.truncate(cut.lastSegment(), SpoolDirectory.offsets(cut.lastSegment()).getLast());
    beforeLast.assertHeldBy(cut.recover(), "cut between records");
    assertThat(cut.tornTails()).isEmpty();
  }

  @Test
  void aTailOfZerosIsCutOff() throws IOException {
    SpoolDirectory padded = copy();
    byte[] whole = Files.readAllBytes(padded.lastSegment());
    Files.write(padded.lastSegment(), Arrays.copyOf(whole, whole.length + 4_096));
    model.assertHeldBy(padded.recover(), "zeros at the end");
    assertThat(padded.tornTails()).hasSize(1);
  }

  @Test
  void aDamagedByteBeforeTheLastRecordIsRefused() throws IOException {
    for (Path segment : original.segments()) {
      List<Integer> offsets = SpoolDirectory.offsets(segment);
      boolean last = segment.equals(original.lastSegment());
      int end = last ? offsets.getLast() : (int) Files.size(segment);
      for (int offset = 0; offset < end; offset++) {
        SpoolDirectory damaged = copy();
        Path file = damaged.path().resolve(segment.getFileName());
        SpoolDirectory.flip(file, offset);
        assertRefused(damaged, file, recordAt(offsets, offset));
      }
    }
  }

  private static int recordAt(List<Integer> offsets, int offset) {
    return offsets.stream().filter(start -> start <= offset).reduce((_, last) -> last).orElseThrow();
  }

  private static void assertRefused(SpoolDirectory damaged, Path file, int offset) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatExceptionOfType(SpoolException.class).isThrownBy(damaged::open)
        .withMessageContaining(file + " is corrupt at offset " + offset);
    assertThat(file).hasBinaryContent(before);
    assertThat(damaged.tornTails()).isEmpty();
  }

  @Test
  void aTornSegmentBeforeTheLastIsRefused() throws IOException {
    SpoolDirectory damaged = copy();
    Path first = damaged.segments().getFirst();
    int lastRecord = SpoolDirectory.offsets(first).getLast();
    SpoolDirectory.truncate(first, lastRecord + 3);
    assertRefused(damaged, first, lastRecord);
  }

  @Test
  void aSegmentCutShortBetweenRecordsIsRefused() throws IOException {
    SpoolDirectory damaged = copy();
    Path first = damaged.segments().getFirst();
    SpoolDirectory.truncate(first, SpoolDirectory.offsets(first).getLast());
    assertRefused(damaged, damaged.segments().get(1), 0);
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    SpoolDirectory damaged = copy();
    List<Path> segments = damaged.segments();
    Files.delete(segments.get(segments.size() - 2));
    assertRefused(damaged, segments.getLast(), 0);
    assertThatExceptionOfType(SpoolException.class).isThrownBy(damaged::open).withMessageContaining("is missing");
  }

  @Test
  void aSegmentWhoseBeginningIsNotWholeIsRefused() throws IOException {
    SpoolDirectory damaged = copy();
    int header = SpoolDirectory.offsets(damaged.lastSegment()).get(1);
    SpoolDirectory.truncate(damaged.lastSegment(), header);
    assertRefused(damaged, damaged.lastSegment(), header);
    SpoolDirectory.truncate(damaged.lastSegment(), 0);
    assertRefused(damaged, damaged.lastSegment(), 0);
  }

  @Test
  void aSegmentThatWasNotYetNamedIsNoPartOfTheSpool() throws IOException {
    SpoolDirectory crashed = copy();
    Path next = SpoolFiles.segment(crashed.path(), SpoolFiles.number(crashed.lastSegment()) + 1);
    Files.write(SpoolFiles.unnamed(next), new byte[]{1, 2, 3});
    model.assertHeldBy(crashed.recover(), "died while beginning a segment");
    assertThat(SpoolFiles.unnamed(next)).doesNotExist();
  }
}
