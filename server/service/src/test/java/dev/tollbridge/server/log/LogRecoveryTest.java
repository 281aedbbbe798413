package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import dev.tollbridge.server.storage.DataLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash can have torn is cut off and kept in a copy; any other damage stops the start. */
final class LogRecoveryTest {
  private static final int HEADER_BYTES = 8;

  @TempDir
  Path directory;

  private Path segments;
  private Path open;

  @BeforeEach
  void writeLog() throws IOException {
    segments = Files.createDirectories(new DataLayout(directory).segments());
    open = segments.resolve("log_inprogress_5");
    Files.write(segments.resolve("log_0-4"), segment(0, 5));
    Files.write(open, padded(segment(5, 3)));
  }

  private static byte[] segment(long firstIndex, int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("RaftLog1".getBytes(StandardCharsets.UTF_8));
    for (long index = firstIndex; index < firstIndex + count; index++) {
      bytes.writeBytes(record(index));
    }
    return bytes.toByteArray();
  }

  private static byte[] record(long index) throws IOException {
    var entry = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(entry);
    out.writeUInt64(1, 7);
    if (index > 0) {
      out.writeUInt64(2, index);
    }
    out.writeString(15, "entry number " + index);
    out.flush();
    var framed = new ByteArrayOutputStream();
    CodedOutputStream frame = CodedOutputStream.newInstance(framed);
    frame.writeUInt32NoTag(entry.size());
    frame.flush();
    framed.writeBytes(entry.toByteArray());
    var checksum = new CRC32C();
    checksum.update(framed.toByteArray());
    framed.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array());
    return framed.toByteArray();
  }

  private static byte[] padded(byte[] segment) {
    return Arrays.copyOf(segment, segment.length + 100);
  }

  private int recover() throws IOException {
    return new LogRecovery(new DataLayout(directory), 1).run();
  }

  @Test
  void leavesAWholeLogAlone() throws IOException {
    byte[] before = Files.readAllBytes(open);
    assertThat(recover()).isZero();
    assertThat(Files.readAllBytes(open)).isEqualTo(before);
    assertThat(directory.resolve("torn")).doesNotExist();
  }

  @Test
  void cutsATailOffWhereverItWasTorn() throws IOException {
    byte[] whole = segment(5, 3);
    int lastRecord = segment(5, 2).length;
    for (int length = lastRecord + 1; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      Files.write(open, torn);
      assertThat(recover()).as("torn at %s", length).isEqualTo(1);
      assertThat(Files.readAllBytes(open)).isEqualTo(segment(5, 2));
      assertThat(Files.readAllBytes(onlyFile(directory.resolve("torn")))).isEqualTo(torn);
    }
  }

  @Test
  void cutsATailOffWhoseMiddleNeverReachedTheDisk() throws IOException {
    byte[] whole = padded(segment(5, 3));
    int lastRecord = segment(5, 2).length;
    Arrays.fill(whole, lastRecord + 4, lastRecord + 9, (byte) 0);
    Files.write(open, whole);
    assertThat(recover()).isEqualTo(1);
    assertThat(Files.readAllBytes(open)).isEqualTo(segment(5, 2));
  }

  @Test
  void removesASegmentThatNeverGotARecord() throws IOException {
    Files.write(open, new byte[]{'R', 'a', 'f'});
    assertThat(recover()).isEqualTo(1);
    assertThat(open).doesNotExist();
  }

  @Test
  void refusesDamageThatWholeRecordsFollow() throws IOException {
    for (int at = HEADER_BYTES; at < segment(5, 2).length; at++) {
      byte[] damaged = padded(segment(5, 3));
      damaged[at] ^= 0x40;
      Files.write(open, damaged);
      assertThatThrownBy(this::recover).as("byte %s", at).isInstanceOf(CorruptLogException.class)
          .hasMessageContaining("log_inprogress_5: offset ").hasMessageContaining("restore the data directory");
      assertThat(Files.readAllBytes(open)).isEqualTo(damaged);
    }
  }

  @Test
  void refusesDamageInAClosedSegment() throws IOException {
    Path closed = segments.resolve("log_0-4");
    byte[] whole = Files.readAllBytes(closed);
    Files.write(closed, Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(this::recover).isInstanceOf(CorruptLogException.class).hasMessageContaining("log_0-4: offset ");
  }

  @Test
  void refusesALogWithASegmentMissing() throws IOException {
    Files.write(segments.resolve("log_inprogress_9"), segment(9, 1));
    Files.delete(open);
    assertThatThrownBy(this::recover).isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("the segment that begins at entry 5 is missing");
  }

  @Test
  void writesTheOpenSegmentAnewBecauseNobodyKnowsWhetherItWasSynced() throws IOException {
    Path closed = segments.resolve("log_0-4");
    Object openBefore = identity(open);
    Object closedBefore = identity(closed);
    assertThat(recover()).isZero();
    assertThat(identity(open)).isNotEqualTo(openBefore);
    assertThat(identity(closed)).isEqualTo(closedBefore);
    assertThat(segments.resolve("log_inprogress_5.new")).doesNotExist();
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Test
  void goesOnAfterATailThatNeverReachedTheDiskAndIsAllZeros() throws IOException {
    byte[] whole = padded(segment(5, 3));
    Arrays.fill(whole, segment(5, 1).length, whole.length, (byte) 0);
    Files.write(open, whole);
    assertThat(recover()).isZero();
    assertThat(Files.readAllBytes(open)).isEqualTo(whole);
  }

  @Test
  void refusesEveryFlippedBitOfAClosedSegment() throws IOException {
    Path closed = segments.resolve("log_0-4");
    byte[] whole = Files.readAllBytes(closed);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x04;
      Files.write(closed, damaged);
      assertThatThrownBy(this::recover).as("byte %s", at).isInstanceOf(CorruptLogException.class)
          .hasMessageContaining("log_0-4: offset ");
    }
  }

  private static Path onlyFile(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.toList().getFirst();
    }
  }
}
