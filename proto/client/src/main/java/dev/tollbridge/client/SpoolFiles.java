package dev.tollbridge.client;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of the files in a spool's directory, and operations on whole files. */
final class SpoolFiles {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);
  private static final String SEGMENT = ".segment";
  private static final String UNNAMED = ".new";
  private static final String SEGMENT_PATTERN = "\\d{19}\\" + SEGMENT;

  private SpoolFiles() {}

  /** A segment's file; segments are numbered from 1 without a gap. */
  static Path segment(Path directory, long number) {
    return directory.resolve(String.format(Locale.ROOT, "%019d%s", number, SEGMENT));
  }

  static long number(Path segment) {
    String name = segment.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SEGMENT.length()));
  }

  /** Where a segment is written until it is complete; what a crash leaves there was never part of the spool. */
  static Path unnamed(Path segment) {
    return segment.resolveSibling(segment.getFileName() + UNNAMED);
  }

  /** The segments, oldest first. */
  static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches(SEGMENT_PATTERN)).sorted().toList();
    }
  }

  /** Cuts an unfinished tail off, and keeps a copy of it next to the segment. */
  static void cut(Path segment, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      byte[] tail = new byte[(int) (file.length() - offset)];
      file.seek(offset);
      file.readFully(tail);
      Path copy = Files.createTempFile(segment.getParent(), segment.getFileName() + "-" + offset + "-", ".torn");
      Files.write(copy, tail, StandardOpenOption.SYNC);
      file.setLength(offset);
      LOG.warn("{} ended in an unfinished record: cut {} bytes off at offset {}, copied to {}", segment, tail.length,
          offset, copy);
    }
  }

  /** Brings to disk what an earlier run wrote to a file. */
  static void sync(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.getFD().sync();
    }
  }

  /** Brings the names of new files to disk. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
