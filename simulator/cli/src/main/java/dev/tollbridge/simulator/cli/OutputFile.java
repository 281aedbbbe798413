package dev.tollbridge.simulator.cli;

import dev.tollbridge.simulator.output.WholeFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Files that options name to be written: whether they can be is settled before any work, in words that name the option.
 */
final class OutputFile {
  private OutputFile() {}

  /** Begins a file; {@link IllegalArgumentException} when it could not be written later. Null gives null. */
  static @Nullable WholeFile open(String option, @Nullable Path file) {
    try {
      return file == null ? null : WholeFile.open(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(unwritable(option, file, e), e);
    }
  }

  /** Refuses a file that could not be begun later; leaves everything as it was. */
  static void checkNew(String option, @Nullable Path file) {
    try {
      if (file != null) {
        WholeFile.open(file).close();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(unwritable(option, file, e), e);
    }
  }

  /** Refuses a file that lines could not be added to later; leaves everything as it was. */
  static void checkAdding(String option, @Nullable Path file) {
    if (file == null || isPipe(file)) {
      return;
    }
    boolean isNew = !Files.exists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (isNew) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(unwritable(option, file, e), e);
    }
  }

  /** To open a pipe is to wait for its reader. */
  private static boolean isPipe(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** One line for people. */
  static String unwritable(String option, @Nullable Path file, IOException e) {
    String reason = switch (e) {
      case NoSuchFileException _ -> "there is no such directory";
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException failure when failure.getReason() != null -> failure.getReason();
      default -> e.toString();
    };
    return option + " " + file + " cannot be written: " + reason;
  }
}
