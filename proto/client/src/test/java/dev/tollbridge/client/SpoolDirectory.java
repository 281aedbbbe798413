package dev.tollbridge.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A spool's files, for tests that examine and damage them. */
record SpoolDirectory(Path path) {

  static final String BRIDGE = "bridge-1";
  static final long SESSION = 7;
  private static final String TORN = ".torn";
  /** A few events per segment. */
  static final SpoolLimits SMALL = new SpoolLimits(250, 1_000);

  Spool open() {
    return Spool.open(path, BRIDGE, SESSION, SMALL);
  }

  /** What the next run would find. */
  RecoveredState recover() {
    Spool spool = open();
    spool.close();
    return spool.recovered();
  }

  List<Path> segments() throws IOException {
    return SpoolFiles.segments(path);
  }

  Path lastSegment() throws IOException {
    return segments().getLast();
  }

  List<Path> tornTails() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(TORN)).toList();
    }
  }

  /** A copy of the files as they are now, which is what a crash now would leave. */
  SpoolDirectory copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(TORN)).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return new SpoolDirectory(target);
  }

  /** Where each record of a segment begins. */
  static List<Integer> offsets(Path segment) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
    List<Integer> offsets = new ArrayList<>();
    int offset = 0;
    while (offset < bytes.limit()) {
      offsets.add(offset);
      offset += SpoolCodec.PREFIX_BYTES + bytes.getInt(offset);
    }
    return offsets;
  }

  static void truncate(Path segment, int sizeBytes) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, sizeBytes));
  }

  static void flip(Path segment, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    bytes[offset] ^= 0x10;
    Files.write(segment, bytes);
  }
}
