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
 * A file that appears when it is whole: written aside, in the same directory, and renamed; what stood there before
 * stays until then. A link is followed; what is no regular file, such as a pipe or a device, is written into.
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

  /** Begins; fails when the file could not be written later. */
  public static WholeFile open(Path path) throws IOException {
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      throw new FileSystemException(path.toString(), null, "is a link to what does not exist");
    }
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new FileSystemException(path.toString(), null, "is a directory, not a regular file");
    }
    return new WholeFile(target, Files.exists(target) && !Files.isRegularFile(target) ? null : aside(target));
  }

  /** A name that neither another writer of the file has, nor one that was killed. */
  private static Path aside(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
  }

  /** Takes the content. */
  public OutputStream content() {
    return content;
  }

  /** The content is complete. */
  public void commit() throws IOException {
    content.close();
    if (aside != null) {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing behind when it was not committed. */
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
