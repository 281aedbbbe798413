package dev.tollbridge.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right of one process to use a spool's directory; the system releases it when the process dies. */
final class SpoolLock implements AutoCloseable {

  private final FileChannel channel;

  private SpoolLock(FileChannel channel) {
    this.channel = channel;
  }

  static SpoolLock acquire(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Not taken, which is reported below.
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new SpoolException("the spool " + directory + " is in use by another bridge");
    }
    return new SpoolLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
