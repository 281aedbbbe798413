package dev.tollbridge.simulator.cdr;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears when it is whole: written aside, in the same directory, and renamed. */
public final class ReportFile {
  private ReportFile() {}

  /** Writes what a file shall hold; false: it came to nothing. */
  public interface Content {
    boolean write(OutputStream to) throws IOException, InterruptedException;
  }

  /** Writes the file; false, and no file, when the content says so or fails. */
  public static boolean write(Path file, Content content) throws IOException, InterruptedException {
    Path name = file.getFileName();
    if (name == null) {
      throw new IOException(file + " is no file");
    }
    Path aside = file.resolveSibling(name + ".part");
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
