package dev.tollbridge.simulator.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears only when it is complete: it is written to a temporary file in the same directory, which is then
 * renamed; a previous file stays until then. Links are followed; a pipe or a device is written to directly.
 */
public final class WholeFile implements AutoCloseable {
  private final Path target;
  private final @Nullable Path aside;
  private final OutputStream content;

  private WholeFile(Path target, @Nullable Path aside) throws IOException {
    this.target = target;
    this.aside = aside;
    this.content = new BufferedOutputStream(aside == null
        ? Files.newOutputStream(target)
        : Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Opens a file; fails if it cannot be written. */
  public static WholeFile open(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw new FileSystemException(path.toString(), null, "is a link to a file that does not exist");
    }
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(path.toString(), null, "is a directory, not a regular file");
    }
    return new WholeFile(target, Files.exists(target) && !Files.isRegularFile(target) ? null : aside(target));
  }

  /** A temporary name that no other writer of the file uses, nor left behind when it was killed. */
  private static Path aside(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
  }

  /** The stream that receives the content. */
  public OutputStream content() {
    return content;
  }

  /** Completes the file: it gets its final name. */
  public void commit() throws IOException {
    content.close();
    if (aside != null) {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Closes the file; leaves nothing behind if it was not committed. */
  @Override
  public void close() throws IOException {
    try {
      content.close();
    } finally {
      if (aside != null) {
        Files.deleteIfExists(aside);
      }
    }
  }
}
