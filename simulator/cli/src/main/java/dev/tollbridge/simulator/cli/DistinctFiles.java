package dev.tollbridge.simulator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one command line, which must be distinct: otherwise an input file would be overwritten. */
final class DistinctFiles {
  private final Map<String, Path> files = new LinkedHashMap<>();

  /** Adds a file, if there is one; refuses one that was already added, even under another name. */
  DistinctFiles add(String option, @Nullable Path file) {
    if (file == null) {
      return this;
    }
    files.forEach((other, path) -> {
      if (isSame(path, file)) {
        throw new IllegalArgumentException(option + " " + file + " is the file of " + other + "; name another one");
      }
    });
    files.put(option, file);
    return this;
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
