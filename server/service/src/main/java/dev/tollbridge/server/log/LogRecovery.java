package dev.tollbridge.server.log;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the log before it is opened. A crash can tear the end of the segment that was being written, and that only: such
 * a tail was never acknowledged and is cut off, with a copy kept. Damage anywhere else stops the start.
 */
final class LogRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
  /** Groups: whether the segment is open, its first index, its last index. */
  static final Pattern SEGMENT = Pattern.compile("log_(?:(inprogress)_)?([0-9]+)(?:-([0-9]+))?");

  /** Where Ratis keeps a group's term and vote. */
  private static final String TERM_AND_VOTE = "raft-meta";
  private static final String ANEW = ".new";

  private final Path logDirectory;
  private final Path tornDirectory;
  private int tornTails;

  LogRecovery(Path logDirectory, Path tornDirectory) {
    this.logDirectory = logDirectory;
    this.tornDirectory = tornDirectory;
  }

  /** Checks every segment of every shard and returns how many torn tails were cut off. */
  int run() throws IOException {
    if (Files.isDirectory(logDirectory)) {
      try (Stream<Path> directories = Files.walk(logDirectory)) {
        for (Path directory : directories.filter(Files::isDirectory).toList()) {
          checkAll(directory);
          writeAnewIfThere(directory.resolve(TERM_AND_VOTE));
        }
      }
    }
    return tornTails;
  }

  /** Checks one log's segments from the oldest to the newest. */
  private void checkAll(Path directory) throws IOException {
    var byStart = new TreeMap<Long, Path>();
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> name(file).matches()).forEach(file -> byStart.put(start(file), file));
    }
    long next = byStart.isEmpty() ? 0 : byStart.firstKey();
    for (Path file : byStart.values()) {
      if (start(file) != next) {
        throw new CorruptLogException(directory + ": the segment that begins at log index " + next + " is missing; "
            + file.getFileName() + " follows. Restore the data directory from a backup");
      }
      Matcher name = name(file);
      if (name.matches()) {
        check(file, name);
        next = name.group(3) == null ? next : Long.parseLong(name.group(3)) + 1;
      }
    }
  }

  private static Matcher name(Path file) {
    return SEGMENT.matcher(file.getFileName().toString());
  }

  private static long start(Path file) {
    Matcher name = name(file);
    return name.matches() ? Long.parseLong(name.group(2)) : 0;
  }

  private void check(Path file, Matcher name) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      var scan = new SegmentScan(bytes);
      boolean whole = scan.walk();
      if (name.group(1) == null) {
        requireWhole(file, scan, whole, Long.parseLong(name.group(3)));
      } else if (!whole) {
        requireTail(file, scan);
        cut(file, scan.position());
      }
    }
    if (name.group(1) != null) {
      writeAnewIfThere(file);
    }
  }

  /**
   * Replaces a file by a synced copy of itself. The last process may have ended before it synced what it wrote,
   * or because a sync failed: then the entries read here may be in memory alone, and syncing the file again would not
   * write them. They are about to be applied and acknowledged.
   */
  private static void writeAnewIfThere(Path file) throws IOException {
    if (Files.exists(file)) {
      writeAnew(file);
    }
  }

  private static void writeAnew(Path file) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ANEW);
    try {
      copySynced(file, copy);
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(copy);
    }
    sync(file.resolveSibling("."));
  }

  private static void copySynced(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      long sizeBytes = in.size();
      for (long at = 0; at < sizeBytes;) {
        at += in.transferTo(at, sizeBytes - at, out);
      }
      out.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void requireWhole(Path file, SegmentScan scan, boolean whole, long lastIndex) {
    if (!whole || scan.lastIndex() != lastIndex) {
      throw corrupt(file, scan, "a segment that was complete is damaged");
    }
  }

  private static void requireTail(Path file, SegmentScan scan) {
    if (scan.recordFollows()) {
      throw corrupt(file, scan, "a record is damaged and whole ones follow it");
    }
  }

  private static CorruptLogException corrupt(Path file, SegmentScan scan, String what) {
    return new CorruptLogException(file + ", offset " + scan.position() + " (after log index " + scan.lastIndex()
        + "): " + what + ". No crash does this: the disk, or a program, changed it. Nothing was changed here. Check"
        + " the disk and restore the data directory from a backup.");
  }

  private void cut(Path file, int offset) throws IOException {
    Files.createDirectories(tornDirectory);
    String name = logDirectory.relativize(file).toString().replace(File.separatorChar, '.');
    Path copy = tornDirectory.resolve(name + "." + offset);
    copySynced(file, copy);
    sync(tornDirectory);
    if (offset == 0) {
      Files.delete(file);
    } else {
      truncate(file, offset);
    }
    tornTails++;
    LOG.warn("{}: the tail from offset {} on was torn by a crash and never acknowledged; it was cut off, a copy is {}",
        file, offset, copy);
  }

  private static void truncate(Path file, int offset) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(offset);
      channel.force(true);
    }
  }
}
