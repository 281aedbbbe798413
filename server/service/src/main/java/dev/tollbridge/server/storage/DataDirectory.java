package dev.tollbridge.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything; one server at a time. A file in it holds its fixed settings. */
public final class DataDirectory implements AutoCloseable {
  public static final int DEFAULT_SHARDS = 4;
  public static final int MAX_SHARDS = 64;
  public static final int MAX_TIME_SCALE = 3_600;
  private static final String FORMAT = "1";

  private final DataLayout layout;
  private final FileChannel lock;
  private final int shards;
  private final int timeScale;
  private final long createdMicros;
  private final String installationId;
  private final boolean isNew;

  private DataDirectory(DataLayout layout, FileChannel lock, Properties properties, boolean isNew) {
    this.isNew = isNew;
    this.layout = layout;
    this.lock = lock;
    this.shards = Integer.parseInt(properties.getProperty("shards"));
    this.timeScale = Integer.parseInt(properties.getProperty("time-scale"));
    this.createdMicros = Long.parseLong(properties.getProperty("created-micros"));
    this.installationId = properties.getProperty("installation-id", properties.getProperty("created-micros"));
  }

  /**
   * Opens and locks the directory, or makes it with these settings.
   *
   * @param shards null when the operator did not choose
   */
  public static DataDirectory open(Path path, @Nullable Integer shards, int timeScale) {
    if (Manifest.isIn(path)) {
      throw new StartupException(path + " is a backup, which a server would change. Make a data directory of it first:"
          + " tollbridge restore " + path + " --data DIR");
    }
    try {
      DurableFiles.createPrivateDirectory(path);
      var layout = new DataLayout(path);
      FileChannel lock = lock(layout);
      Path file = layout.properties();
      boolean isNew = !Files.exists(file);
      if (isNew) {
        requireNew(layout);
        create(file, shards == null ? DEFAULT_SHARDS : shards, timeScale);
      }
      return new DataDirectory(layout, lock, checked(file, shards, timeScale), isNew);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the data directory " + path + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
              + "); choose another with --data",
          e);
    }
  }

  private static FileChannel lock(DataLayout layout) throws IOException {
    FileChannel lock = DurableFiles.lock(layout.lock(), false);
    if (lock == null) {
      throw new StartupException("the data directory " + layout.root()
          + " is in use by another server; stop that one or choose another directory with --data");
    }
    return lock;
  }

  private static void requireNew(DataLayout layout) {
    if (layout.hasLog()) {
      throw new StartupException(
          layout.properties() + " is missing next to a log; restore it from a backup, or choose an empty"
              + " directory with --data");
    }
  }

  private static void create(Path file, int shards, int timeScale) throws IOException {
    var properties = new Properties();
    properties.setProperty("format", FORMAT);
    properties.setProperty("shards", Integer.toString(shards));
    properties.setProperty("time-scale", Integer.toString(timeScale));
    properties.setProperty("created-micros", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
    properties.setProperty("installation-id", UUID.randomUUID().toString());
    DurableFiles.replace(file, channel -> properties.store(Channels.newOutputStream(channel),
        "Fixed when the directory was made; do not change."));
  }

  private static Properties checked(Path file, @Nullable Integer shards, int timeScale) throws IOException {
    Properties properties = read(file);
    if (shards != null) {
      requireSame(properties, "shards", shards);
    }
    requireSame(properties, "time-scale", timeScale);
    return properties;
  }

  /** Reads a directory's settings; refuses those of a newer format. */
  public static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    if (!FORMAT.equals(properties.getProperty("format"))) {
      throw new StartupException(file + " names format " + properties.getProperty("format")
          + ", this version reads " + FORMAT + "; start the version that wrote it, or a newer one");
    }
    return properties;
  }

  private static void requireSame(Properties properties, String name, int wanted) {
    String made = properties.getProperty(name);
    if (!Integer.toString(wanted).equals(made)) {
      throw new StartupException("the data directory was made with --" + name + " " + made
          + "; start with the same or choose another directory with --data");
    }
  }

  public DataLayout layout() {
    return layout;
  }

  /** Whether it was made just now. */
  public boolean isNew() {
    return isNew;
  }

  public int shards() {
    return shards;
  }

  public int timeScale() {
    return timeScale;
  }

  /** When the directory was made: where faster clocks start from. */
  public long createdMicros() {
    return createdMicros;
  }

  /** Distinguishes this directory from every other, even after a move. */
  public String installationId() {
    return installationId;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
