package dev.tollbridge.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A data directory or a backup that no server uses; as long as this is open none can begin to. Nothing in it changes. */
public final class OfflineDirectory implements AutoCloseable {
  private final Path path;
  private final @Nullable FileChannel lock;

  private OfflineDirectory(Path path, @Nullable FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Opens a directory; refuses one that a server uses, and one that is no directory. */
  public static OfflineDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new StartupException(path + " is not a directory");
    }
    try {
      Path lock = path.resolve(DataDirectory.LOCK);
      return new OfflineDirectory(path, Files.exists(lock) ? lock(path, lock) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** A shared lock: it needs no right to write, and a server's lock excludes it. */
  private static FileChannel lock(Path path, Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // in use by this very process: the same answer
    }
    channel.close();
    throw new StartupException(path + " is in use by a server; stop it first, or check a backup of it instead");
  }

  public Path path() {
    return path;
  }

  /** How many shards there are; throws {@link StartupException} with the reason when the settings cannot be read. */
  public int shards() {
    Path file = path.resolve(DataDirectory.FILE);
    try {
      Properties settings = DataDirectory.read(file);
      int shards = Integer.parseInt(settings.getProperty("shards", ""));
      int timeScale = Integer.parseInt(settings.getProperty("time-scale", ""));
      long createdMicros = Long.parseLong(settings.getProperty("created-micros", ""));
      if (shards < 1 || shards > DataDirectory.MAX_SHARDS || timeScale < 1 || createdMicros < 0) {
        throw new StartupException(file + ": a value is out of its range");
      }
      return shards;
    } catch (IOException e) {
      throw new StartupException(file + " cannot be read: " + e);
    } catch (NumberFormatException e) {
      throw new StartupException(file + ": a value is missing or no number");
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
