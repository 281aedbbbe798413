package dev.tollbridge.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is made aside, so that it is there complete and synced or not at all. */
public final class NewDirectory implements AutoCloseable {
  private final Path target;
  private final Path aside;

  private NewDirectory(Path target, Path aside) {
    this.target = target;
    this.aside = aside;
  }

  /** Begins to make a directory; refuses a target that is there and not empty. */
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
    for (Path each : everything(aside)) {
      sync(each);
    }
    Files.deleteIfExists(target);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.resolveSibling("."));
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deepest first. */
  private static List<Path> everything(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  /** Removes what was not completed. */
  @Override
  public void close() throws IOException {
    if (Files.exists(aside)) {
      for (Path each : everything(aside)) {
        Files.delete(each);
      }
    }
  }
}
