package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.UnknownLevelException;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard's snapshots on disk: written to a temporary file, fsynced, renamed, each with a CRC32C over all of it. The
 * two newest are kept, so that there is another to fall back to when one is broken.
 */
final class SnapshotFiles {
  static final int KEPT = 2;
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
  private static final String SUFFIX = ".snapshot";
  private static final String BROKEN = ".broken";
  private static final int CHECKSUM_BYTES = Long.BYTES;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path directory;

  /** The CRC32C at a snapshot's end. */
  static long checksum(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer checksum = ByteBuffer.allocate(CHECKSUM_BYTES);
      channel.read(checksum, channel.size() - CHECKSUM_BYTES);
      return checksum.flip().getLong();
    }
  }

  SnapshotFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Writes a snapshot; when this returns it is durable. */
  Path write(EngineImage image, LogPosition place) throws IOException {
    Path file = directory.resolve(String.format(Locale.ROOT, "%020d-%d%s", place.index(), place.term(), SUFFIX));
    DurableFiles.replace(file, channel -> write(image, place, channel));
    return file;
  }

  private static void write(EngineImage image, LogPosition place, FileChannel channel) throws IOException {
    var checksum = new CRC32C();
    OutputStream out = new BufferedOutputStream(
        new CheckedOutputStream(Channels.newOutputStream(channel), checksum), BUFFER_BYTES);
    new SnapshotEncoder(out).write(image, place);
    out.flush();
    channel.write(ByteBuffer.allocate(CHECKSUM_BYTES).putLong(checksum.getValue()).flip());
  }

  /** Files from the newest to the oldest. */
  List<Path> newestFirst() throws IOException {
    return newestFirst(directory);
  }

  static List<Path> newestFirst(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** Removes all but the newest, and files that a crash left half written. */
  void prune() throws IOException {
    List<Path> files = newestFirst();
    for (Path file : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.delete(file);
    }
    try (Stream<Path> left = Files.list(directory)) {
      for (Path file : left.filter(DurableFiles::isUnfinished).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The position in the log that a file's name shows. */
  static long index(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('-')));
  }

  /** A snapshot that was read, and its file. */
  record Loaded(Path file, SnapshotDecoder.Snapshot snapshot) {}

  /**
   * The newest snapshot that can be read, or null when all of the state is in the log. Broken ones are renamed
   * and logged, once it is certain that nothing is lost without them.
   *
   * @param log which entries the log still has
   */
  @Nullable
  Loaded load(DeckPool pool, LogExtent log) throws IOException {
    List<Path> broken = new ArrayList<>();
    for (Path file : newestFirst()) {
      Loaded loaded = tryLoad(file, pool);
      if (loaded != null) {
        requireRest(log.continues(loaded.snapshot().place().index()), log, broken);
        setAside(broken);
        return loaded;
      }
      broken.add(file);
    }
    requireRest(log.complete() || (log.isEmpty() && isEmpty()), log, broken);
    setAside(broken);
    return null;
  }

  private static @Nullable Loaded tryLoad(Path file, DeckPool pool) {
    try {
      return new Loaded(file, read(file, pool));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      LOG.error("Snapshot {} cannot be read: {}", file, broken.toString());
      return null;
    }
  }

  private void requireRest(boolean present, LogExtent log, List<Path> broken) {
    if (!present) {
      List<Path> names = broken.stream().map(Path::getFileName).toList();
      throw new CorruptLogException("the snapshots in " + directory + " cannot be used: "
          + (names.isEmpty() ? "no readable one is there" : "broken are " + names) + ", and the log "
          + (log.isEmpty() ? "is empty" : "begins at entry " + log.firstIndex())
          + ", so what was charged before would be lost. Nothing was changed here. Restore a snapshot from a backup,"
          + " or restore the whole data directory.");
    }
  }

  /** No snapshot was ever here, not even a broken one. */
  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.allMatch(DurableFiles::isUnfinished);
    }
  }

  private static void setAside(List<Path> broken) throws IOException {
    for (Path file : broken) {
      Path aside = file.resolveSibling(file.getFileName() + BROKEN);
      LOG.error("Snapshot {} is renamed to {}; continuing with the one before it, or the log", file, aside);
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static SnapshotDecoder.Snapshot read(Path file, DeckPool pool) throws IOException {
    long contentBytes = Files.size(file) - CHECKSUM_BYTES;
    if (contentBytes < 0) {
      throw new IOException("it is too short to be a snapshot");
    }
    requireChecksum(file, contentBytes);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      return new SnapshotDecoder(pool).read(in);
    } catch (NewerFormatException | UnknownLevelException e) {
      throw new NewerFormatException("snapshot " + file + ": " + e.getMessage());
    }
  }

  private static void requireChecksum(Path file, long contentBytes) throws IOException {
    if (checksum(file) != Integer.toUnsignedLong(DurableFiles.crc32c(file, contentBytes))) {
      throw new IOException("its checksum is wrong: a byte has changed on disk");
    }
  }
}
