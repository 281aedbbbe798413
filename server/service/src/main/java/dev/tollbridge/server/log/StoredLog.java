package dev.tollbridge.server.log;

import dev.tollbridge.server.log.v1.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos;
import org.jspecify.annotations.Nullable;

/** One shard's log as it lies on disk. Nothing here changes it. */
final class StoredLog {
  private final Path directory;
  private final List<Segment> segments;

  /** @param lastIndex -1 for the open segment */
  private record Segment(Path file, long firstIndex, long lastIndex) {
    boolean open() {
      return lastIndex < 0;
    }

    static Segment of(Path file) {
      Matcher name = LogRecovery.SEGMENT.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new IllegalArgumentException(file + " is no segment");
      }
      return new Segment(file, Long.parseLong(name.group(2)), name.group(3) == null
          ? -1
          : Long.parseLong(name.group(3)));
    }
  }

  /** Takes the shard's own entries. */
  interface EntryReader {
    void entry(long term, long index, LogEntry entry) throws IOException;
  }

  private StoredLog(Path directory, List<Segment> segments) {
    this.directory = directory;
    this.segments = segments;
  }

  /** @param directory where the segments are; a log that is not there is an empty one */
  static StoredLog of(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return new StoredLog(directory, List.of());
    }
    try (Stream<Path> files = Files.list(directory)) {
      return new StoredLog(directory,
          files.filter(file -> LogRecovery.SEGMENT.matcher(file.getFileName().toString()).matches())
              .map(Segment::of).sorted(Comparator.comparingLong(Segment::firstIndex)).toList());
    }
  }

  boolean exists() {
    return Files.isDirectory(directory);
  }

  int segmentCount() {
    return segments.size();
  }

  LogExtent extent() {
    return new LogExtent(segments.isEmpty() ? LogExtent.NOTHING : segments.getFirst().firstIndex());
  }

  /** The last entry that can be read; {@link LogExtent#NOTHING} when there are no segments. */
  private long lastIndex() throws IOException {
    if (segments.isEmpty() || !segments.getLast().open()) {
      return segments.isEmpty() ? LogExtent.NOTHING : segments.getLast().lastIndex();
    }
    var scan = new SegmentScan(map(segments.getLast().file()));
    scan.walk();
    return Math.max(scan.lastIndex(), segments.getLast().firstIndex() - 1);
  }

  /** What is wrong with a log that ends before a snapshot that was made of it; null when it does not. */
  @Nullable
  Damage lostEnd(Path snapshotDirectory) throws IOException {
    List<Path> snapshots = Files.isDirectory(snapshotDirectory)
        ? SnapshotFiles.newestFirst(snapshotDirectory)
        : List.of();
    long end = lastIndex();
    if (segments.isEmpty() || snapshots.isEmpty() || SnapshotFiles.index(snapshots.getFirst()) <= end) {
      return null;
    }
    return new Damage(segments.getLast().file(), "the log ends after entry " + end + ", and "
        + snapshots.getFirst().getFileName() + " was made at a later one: entries that were acknowledged are lost",
        false);
  }

  /** What is wrong with the segments. */
  List<Damage> damages() throws IOException {
    List<Damage> damages = new ArrayList<>();
    long next = segments.isEmpty() ? 0 : segments.getFirst().firstIndex();
    for (Segment segment : segments) {
      if (segment.firstIndex() != next) {
        damages.add(new Damage(directory, "the segment that begins at entry " + next + " is missing; "
            + segment.file().getFileName() + " follows", false));
      }
      check(segment, damages);
      next = segment.lastIndex() + 1;
    }
    return damages;
  }

  private static void check(Segment segment, List<Damage> damages) throws IOException {
    ByteBuffer bytes = map(segment.file());
    var scan = new SegmentScan(bytes);
    boolean whole = scan.walk();
    String place = "offset " + scan.position() + ", after entry " + scan.lastIndex();
    if (!segment.open() && (!whole || scan.lastIndex() != segment.lastIndex())) {
      damages.add(new Damage(segment.file(), place + ": damaged, in a segment that was complete", false));
    } else if (!whole && scan.recordFollows()) {
      damages.add(new Damage(segment.file(), place + ": damaged, and whole entries follow", false));
    } else if (!whole) {
      damages.add(new Damage(segment.file(), place
          + ": a tail torn by a crash, never acknowledged; the next start cuts it off", true));
    }
  }

  /** Reads the shard's entries that come after a place, as far as they are whole. */
  void read(long afterIndex, EntryReader reader) throws IOException {
    for (Segment segment : segments) {
      if (segment.open() || segment.lastIndex() > afterIndex) {
        new SegmentScan(map(segment.file())).walk((index, bytes) -> {
          if (index > afterIndex) {
            read(RaftProtos.LogEntryProto.parseFrom(bytes), reader);
          }
        });
      }
    }
  }

  private static void read(RaftProtos.LogEntryProto logged, EntryReader reader) throws IOException {
    if (logged.hasStateMachineLogEntry()) {
      reader.entry(logged.getTerm(), logged.getIndex(),
          LogEntry.parseFrom(logged.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer()));
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }
}
