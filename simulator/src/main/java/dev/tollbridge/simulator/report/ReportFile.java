package dev.tollbridge.simulator.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written aside and gets its name when it is complete; what stood there before stays until then. */
final class ReportFile implements AutoCloseable {
  private final Path target;
  private final Path aside;
  private final OutputStream content;

  private ReportFile(Path target, Path aside, OutputStream content) {
    this.target = target;
    this.aside = aside;
    this.content = content;
  }

  /** Begins; fails when the file could not be written later. */
  static ReportFile open(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(path.toString(), null, "is not a regular file");
    }
    Path aside = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    OutputStream content = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new ReportFile(target, aside, new BufferedOutputStream(content));
  }

  /** Takes the content. */
  OutputStream content() {
    return content;
  }

  /** The content is complete. */
  void commit() throws IOException {
    content.close();
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing behind when it was not committed. */
  @Override
  public void close() throws IOException {
    content.close();
    Files.deleteIfExists(aside);
  }
}
