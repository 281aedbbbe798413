package dev.tollbridge.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Makes files durable: complete and synced under their name, or absent. */
public final class DurableFiles {
  private static final String ASIDE = ".new";
  private static final int BUFFER_BYTES = 1 << 16;

  private DurableFiles() {}

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes a temporary file, syncs it and renames it; an older file of the name stays until then. */
  public static void replace(Path file, Content content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    try {
      write(aside, content);
      rename(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** The same for a file that only its owner may read, from the moment it exists. */
  public static void replacePrivate(Path file, Content content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ASIDE);
    Files.deleteIfExists(aside);
    var _ = hasPermissions(file.toAbsolutePath().resolveSibling("."))
        ? Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(aside);
    replace(file, content);
  }

  /** Creates a directory, unless it exists, that only its owner may enter. */
  public static void createPrivateDirectory(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    Path parent = Files.createDirectories(absolute.resolveSibling("."));
    if (Files.exists(absolute) || !hasPermissions(parent)) {
      Files.createDirectories(absolute);
    } else {
      Files.createDirectory(absolute,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static boolean hasPermissions(Path directory) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix");
  }

  private static void write(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  /** Renames a file or directory in one step, durably. */
  static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("its file system cannot rename in one step", e);
    }
    sync(to.resolveSibling("."));
  }

  /** Whether {@link #replace} was writing this file when a crash happened. */
  public static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(ASIDE);
  }

  /** Copies a file and syncs the copy and its name. */
  public static void copy(Path from, Path to) throws IOException {
    write(to, copyOf(from));
    sync(to.resolveSibling("."));
  }

  /** The content of another file. */
  public static Content copyOf(Path from) {
    return out -> {
      try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
        long sizeBytes = in.size();
        for (long at = 0; at < sizeBytes;) {
          at += in.transferTo(at, sizeBytes - at, out);
        }
      }
    };
  }

  /** Truncates a file, durably. */
  public static void truncate(Path file, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
      channel.force(true);
    }
  }

  /** Syncs a file, or the names in a directory. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Syncs a directory and everything below it. */
  static void syncTree(Path directory) throws IOException {
    for (Path each : deepestFirst(directory)) {
      sync(each);
    }
  }

  /** Deletes a directory and everything below it, if it is there. */
  public static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path each : deepestFirst(directory)) {
        Files.delete(each);
      }
    }
  }

  private static List<Path> deepestFirst(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Checksum of a whole file. */
  static int crc32c(Path file) throws IOException {
    return crc32c(file, Files.size(file));
  }

  /** Checksum of a file's first bytes. */
  public static int crc32c(Path file, long sizeBytes) throws IOException {
    var checksum = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (long left = sizeBytes; left > 0;) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException(file + " ended while it was read");
        }
        checksum.update(ByteBuffer.wrap(buffer, 0, read));
        left -= read;
      }
    }
    return (int) checksum.getValue();
  }

  /**
   * Locks a file until the channel is closed; null when it is already locked, in this process or another.
   *
   * @param shared needs no write permission, and allows other shared locks
   */
  @Nullable
  static FileChannel lock(Path file, boolean shared) throws IOException {
    FileChannel channel = shared
        ? FileChannel.open(file, StandardOpenOption.READ)
        : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel, shared)) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    } catch (OverlappingFileLockException e) {
      // this very process has it
      return false;
    }
  }
}
