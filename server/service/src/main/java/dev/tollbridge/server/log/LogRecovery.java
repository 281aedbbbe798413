package dev.tollbridge.server.log;

import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the log before it is opened. A crash can tear only the end of the segment that was being written: such a tail
 * was never acknowledged and is cut off, with a copy kept. Any other damage stops the start, before anything has been
 * changed.
 */
final class LogRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
  /** Where Ratis keeps a group's term and vote. */
  private static final String TERM_AND_VOTE = "raft-meta";

  private final DataLayout layout;
  private final int shards;

  LogRecovery(DataLayout layout, int shards) {
    this.layout = layout;
    this.shards = shards;
  }

  /** Checks and repairs the log, and returns how many torn tails were cut off. */
  int run() throws IOException {
    StoredLog.Findings found = StoredLog.of(layout).examine(layout, shards);
    found.damages().stream().filter(damage -> !damage.harmless()).findFirst().ifPresent(LogRecovery::refuse);
    if (found.tornTail() != null) {
      cut(found.tornTail());
    }
    writeAgain(StoredLog.of(layout).openSegment());
    writeAgain(layout.segments().resolve(TERM_AND_VOTE));
    return found.tornTail() == null ? 0 : 1;
  }

  private static void refuse(Damage damage) {
    throw new CorruptLogException(damage.file() + ": " + damage.what() + ". No crash does this: the disk, or a program,"
        + " changed it. Nothing was changed here. Check the disk and restore the data directory from a backup.");
  }

  /**
   * Replaces a file by a synced copy of itself. The last process may have ended before it synced what it wrote,
   * or because a sync failed: then the entries read here may be only in memory, and syncing the file again would not
   * write them. They are about to be applied and acknowledged.
   */
  private static void writeAgain(@Nullable Path file) throws IOException {
    if (file != null && Files.exists(file)) {
      DurableFiles.replace(file, DurableFiles.copyOf(file));
    }
  }

  private void cut(StoredLog.TornTail tail) throws IOException {
    Path copy = Files.createDirectories(layout.tornTails())
        .resolve(layout.nameOf(tail.file()).replace('/', '.') + "." + tail.offset());
    DurableFiles.copy(tail.file(), copy);
    if (tail.offset() == 0) {
      Files.delete(tail.file());
    } else {
      DurableFiles.truncate(tail.file(), tail.offset());
    }
    LOG.warn("{}: the tail from offset {} on was torn by a crash and never acknowledged; it was cut off, a copy is {}",
        tail.file(), tail.offset(), copy);
  }
}
