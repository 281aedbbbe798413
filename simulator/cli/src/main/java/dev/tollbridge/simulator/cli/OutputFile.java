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

/** Output files of options. Before any work, they are checked to be writable, with messages that name the option. */
final class OutputFile {
  private OutputFile() {}

  /** Opens a file; {@link IllegalArgumentException} if it cannot be written. Null returns null. */
  static @Nullable WholeFile open(String option, @Nullable Path file) {
    try {
      return file == null ? null : WholeFile.open(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(unwritable(option, file, e), e);
    }
  }

  /** Refuses a file that could not be written later; changes nothing. */
  static void checkNew(String option, @Nullable Path file) {
    try {
      if (file != null) {
        WholeFile.open(file).close();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(unwritable(option, file, e), e);
    }
  }

  /** Refuses a file to which lines could not be appended later; changes nothing. */
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

  /** Whether opening the file would wait for a pipe's reader. */
  private static boolean isPipe(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** The message for a file that cannot be written. */
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
