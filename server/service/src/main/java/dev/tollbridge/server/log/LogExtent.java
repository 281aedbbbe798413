package dev.tollbridge.server.log;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which entries a log has; those before {@code firstIndex} were dropped because a snapshot covers them.
 *
 * @param firstIndex {@link #NOTHING} when the log has no entries
 */
record LogExtent(long firstIndex) {
  static final long NOTHING = -1;

  /** Reads it off the names of a log's segments. */
  static LogExtent of(Path segments) throws IOException {
    return StoredLog.of(segments).extent();
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
