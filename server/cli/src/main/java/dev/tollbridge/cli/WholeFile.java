package dev.tollbridge.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that gets its name when it is complete; pipes and devices are written as they are. */
final class WholeFile implements AutoCloseable {
  private final Path target;
  private final Path written;
  private final OutputStream stream;

  private WholeFile(Path target, Path written) throws IOException {
    this.target = target;
    this.written = written;
    stream = new BufferedOutputStream(Files.newOutputStream(written));
  }

  static WholeFile open(Path target) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new WholeFile(target, target);
    }
    Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    if (!Files.isDirectory(real.resolveSibling("."))) {
      throw new CommandFailure(ExitCodes.USAGE, "--out " + target + ": the folder " + real.getParent()
          + " does not exist");
    }
    Path part = Files.createTempFile(real.resolveSibling("."), String.valueOf(real.getFileName()), ".part");
    return new WholeFile(real, part);
  }

  OutputStream stream() {
    return stream;
  }

  void complete() throws IOException {
    stream.close();
    if (!written.equals(target)) {
      Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
    if (!written.equals(target)) {
      Files.deleteIfExists(written);
    }
  }
}
