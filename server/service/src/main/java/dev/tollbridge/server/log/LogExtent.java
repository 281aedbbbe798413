package dev.tollbridge.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Which entries a log has; those before {@code firstIndex} were dropped because a snapshot stood for them.
 *
 * @param firstIndex {@link #NOTHING} when the log has no entries
 */
record LogExtent(long firstIndex) {
  static final long NOTHING = -1;

  /** Reads it off the names of a log's segments. */
  static LogExtent of(Path segments) throws IOException {
    try (Stream<Path> files = Files.list(segments)) {
      return new LogExtent(files.map(file -> LogRecovery.SEGMENT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches).mapToLong(name -> Long.parseLong(name.group(2))).min().orElse(NOTHING));
    }
  }

  boolean isEmpty() {
    return firstIndex == NOTHING;
  }

  /** Whether the log holds everything that ever happened. */
  boolean complete() {
    return firstIndex == 0;
  }

  /** Whether nothing is missing between a snapshot and the log. */
  boolean continues(long snapshotIndex) {
    return firstIndex <= snapshotIndex + 1;
  }
}
