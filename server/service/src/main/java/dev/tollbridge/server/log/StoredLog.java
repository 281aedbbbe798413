package dev.tollbridge.server.log;

import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.storage.DataLayout;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos;
import org.jspecify.annotations.Nullable;

/** The log of all shards on disk. Nothing here changes it. */
public final class StoredLog {
  /** Groups: whether the segment is open, its first index, its last index. */
  private static final Pattern SEGMENT = Pattern.compile("log_(?:(inprogress)_)?([0-9]+)(?:-([0-9]+))?");

  private final Path directory;
  private final List<Segment> segments;

  /** @param lastIndex -1 for the open segment */
  private record Segment(Path file, long firstIndex, long lastIndex) {
    boolean open() {
      return lastIndex < 0;
    }

    /** The segment that the file is, if it is one. */
    static Stream<Segment> in(Path file) {
      Matcher name = SEGMENT.matcher(file.getFileName().toString());
      return name.matches()
          ? Stream.of(new Segment(file, Long.parseLong(name.group(2)), name.group(3) == null
              ? -1
              : Long.parseLong(name.group(3))))
          : Stream.empty();
    }
  }

  /**
   * What was found in a log.
   *
   * @param tornTail the end of the open segment that a crash tore, never acknowledged
   */
  record Findings(List<Damage> damages, @Nullable TornTail tornTail) {}

  /** @param offset where the last whole entry ends */
  record TornTail(Path file, int offset) {}

  /** Receives the shards' own entries. */
  interface EntryReader {
    void entry(long term, long index, LogEntry entry) throws IOException;
  }

  private StoredLog(Path directory, List<Segment> segments) {
    this.directory = directory;
    this.segments = segments;
  }

  /** The log of a data directory or a backup; a missing one is empty. */
  public static StoredLog of(DataLayout layout) throws IOException {
    return of(layout.segments());
  }

  /** @param directory where the segments are */
  static StoredLog of(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return new StoredLog(directory, List.of());
    }
    try (Stream<Path> files = Files.list(directory)) {
      return new StoredLog(directory, files.flatMap(Segment::in)
          .sorted(Comparator.comparingLong(Segment::firstIndex)).toList());
    }
  }

  /** Whether there is a log, even an empty one. */
  public boolean exists() {
    return Files.isDirectory(directory);
  }

  public int segmentCount() {
    return segments.size();
  }

  LogExtent extent() {
    return new LogExtent(segments.isEmpty() ? LogExtent.NOTHING : segments.getFirst().firstIndex());
  }

  /** The segment that was being written, whose end a crash can have torn; null if the log was never begun. */
  @Nullable
  Path openSegment() {
    return segments.isEmpty() || !segments.getLast().open() ? null : segments.getLast().file();
  }

  /** What is wrong with the files of a log next to the snapshots of so many shards. */
  public List<Damage> damages(DataLayout layout, int shards) throws IOException {
    return examine(layout, shards).damages();
  }

  /** Reads every segment and returns what is wrong, including that they end before a snapshot that was made of them. */
  Findings examine(DataLayout layout, int shards) throws IOException {
    List<Damage> damages = new ArrayList<>();
    TornTail tornTail = null;
    long next = segments.isEmpty() ? 0 : segments.getFirst().firstIndex();
    long last = LogExtent.NOTHING;
    for (Segment segment : segments) {
      if (segment.firstIndex() != next) {
        damages.add(new Damage(directory, "the segment that begins at entry " + next + " is missing; "
            + segment.file().getFileName() + " follows", false));
      }
      var scan = new SegmentScan(map(segment.file()));
      Damage damage = damage(segment, scan);
      if (damage != null) {
        damages.add(damage);
        tornTail = damage.harmless() ? new TornTail(segment.file(), scan.position()) : tornTail;
      }
      next = segment.lastIndex() + 1;
      last = segment.open() ? Math.max(scan.lastIndex(), segment.firstIndex() - 1) : segment.lastIndex();
    }
    for (int shard = 0; shard < shards; shard++) {
      damages.addAll(lostEnd(layout.snapshots(shard), last));
    }
    return new Findings(damages, tornTail);
  }

  private static @Nullable Damage damage(Segment segment, SegmentScan scan) {
    boolean whole = scan.walk();
    String place = "offset " + scan.position() + ", after entry " + scan.lastIndex();
    if (!segment.open() && (!whole || scan.lastIndex() != segment.lastIndex())) {
      return new Damage(segment.file(), place + ": damaged, in a segment that was complete", false);
    }
    if (!whole && scan.recordFollows()) {
      return new Damage(segment.file(), place + ": damaged, and whole entries follow", false);
    }
    return whole
        ? null
        : new Damage(segment.file(), place + ": a tail torn by a crash, never acknowledged; the next start cuts it off",
            true);
  }

  /** A log that ends before a snapshot that was made of it has lost entries, whatever tore it. */
  private List<Damage> lostEnd(Path snapshotDirectory, long end) throws IOException {
    List<Path> snapshots = Files.isDirectory(snapshotDirectory)
        ? SnapshotFiles.newestFirst(snapshotDirectory)
        : List.of();
    if (segments.isEmpty() || snapshots.isEmpty() || SnapshotFiles.index(snapshots.getFirst()) <= end) {
      return List.of();
    }
    return List.of(new Damage(segments.getLast().file(), "the log ends after entry " + end + ", and "
        + snapshots.getFirst() + " was made at a later one: entries that were acknowledged are lost",
        false));
  }

  /** Reads the entries that follow a position, as far as they are whole. */
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
