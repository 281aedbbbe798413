package dev.tollbridge.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A directory that is made under a temporary name, so that it is complete and synced or absent. */
public final class NewDirectory implements AutoCloseable {
  private final Path target;
  private final Path aside;

  private NewDirectory(Path target, Path aside) {
    this.target = target;
    this.aside = aside;
  }

  /** Begins to make a directory; refuses a target that exists and is not empty. */
  public static NewDirectory of(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && (!Files.isDirectory(absolute) || !isEmpty(absolute))) {
      throw new StartupException(target + " is there already; choose a directory that is new or empty");
    }
    Path parent = Files.createDirectories(absolute.resolveSibling("."));
    return new NewDirectory(absolute, Files.createTempDirectory(parent, absolute.getFileName() + ".incomplete-"));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** Where to make the files. */
  public Path path() {
    return aside;
  }

  /** Syncs everything and gives the directory its name. */
  public void complete() throws IOException {
    DurableFiles.syncTree(aside);
    Files.deleteIfExists(target);
    DurableFiles.rename(aside, target);
  }

  /** Removes what was not completed. */
  @Override
  public void close() throws IOException {
    DurableFiles.deleteTree(aside);
  }
}
