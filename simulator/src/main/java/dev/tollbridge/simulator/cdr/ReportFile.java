package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears when it is whole: written aside, in the same directory, and renamed. A link is followed; what is no
 * regular file, such as a pipe or a device, is written into.
 */
public final class ReportFile {
  private ReportFile() {}

  /** Writes what a file shall hold; false: it came to nothing. */
  public interface Content {
    boolean write(OutputStream to) throws IOException, InterruptedException;
  }

  /** Writes the file; false, and no file, when the content says so or fails. */
  public static boolean write(Path path, Content content) throws IOException, InterruptedException {
    Path file = Files.exists(path) ? path.toRealPath() : path;
    if (Files.isDirectory(file)) {
      throw new FileSystemException(path.toString(), null, "is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream to = Files.newOutputStream(file)) {
        return content.write(to);
      }
    }
    return writeAside(file, content);
  }

  private static boolean writeAside(Path file, Content content) throws IOException, InterruptedException {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try {
      boolean whole;
      try (OutputStream to = Files.newOutputStream(aside)) {
        whole = content.write(to);
      }
      if (whole) {
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return whole;
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
