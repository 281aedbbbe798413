package dev.tollbridge.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A data directory or a backup that no server uses; while this is open, none can start to. Nothing in it changes. */
public final class OfflineDirectory implements AutoCloseable {
  private final DataLayout layout;
  private final @Nullable FileChannel lock;

  private OfflineDirectory(DataLayout layout, @Nullable FileChannel lock) {
    this.layout = layout;
    this.lock = lock;
  }

  /** Opens a directory; refuses one that a server uses, and what is not a directory. */
  public static OfflineDirectory open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new StartupException(path + " is not a directory");
    }
    try {
      var layout = new DataLayout(path);
      return new OfflineDirectory(layout, Files.exists(layout.lock()) ? lock(layout) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(DataLayout layout) throws IOException {
    FileChannel lock = DurableFiles.lock(layout.lock(), true);
    if (lock == null) {
      throw new StartupException(layout.root()
          + " is in use by a server; stop it first, or check a backup of it instead");
    }
    return lock;
  }

  public DataLayout layout() {
    return layout;
  }

  /** How many shards there are; throws {@link StartupException} with the reason when the settings cannot be read. */
  public int shards() {
    Path file = layout.properties();
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
