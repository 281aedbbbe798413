package dev.tollbridge.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything; one server at a time. What was fixed when it was made stands in a file in it. */
public final class DataDirectory implements AutoCloseable {
  public static final int DEFAULT_SHARDS = 4;
  public static final int MAX_SHARDS = 64;
  public static final int MAX_TIME_SCALE = 3_600;
  private static final String FORMAT = "1";
  static final String LOCK = "lock";
  static final String FILE = "tollbridge.properties";

  private final Path path;
  private final FileChannel lock;
  private final int shards;
  private final int timeScale;
  private final long createdMicros;
  private final String installationId;

  private DataDirectory(Path path, FileChannel lock, Properties properties) {
    this.path = path;
    this.lock = lock;
    this.shards = Integer.parseInt(properties.getProperty("shards"));
    this.timeScale = Integer.parseInt(properties.getProperty("time-scale"));
    this.createdMicros = Long.parseLong(properties.getProperty("created-micros"));
    this.installationId = properties.getProperty("installation-id", properties.getProperty("created-micros"));
  }

  /**
   * Opens the directory and keeps others out, or makes it with these settings.
   *
   * @param shards null when the operator left it open
   */
  public static DataDirectory open(Path path, @Nullable Integer shards, int timeScale) {
    if (Manifest.isIn(path)) {
      throw new StartupException(path + " is a backup, which a server would change. Make a data directory of it first:"
          + " tollbridge restore " + path + " --data DIR");
    }
    try {
      Files.createDirectories(path);
      FileChannel lock = lock(path);
      Path file = path.resolve(FILE);
      if (!Files.exists(file)) {
        requireNew(path, file);
        create(file, shards == null ? DEFAULT_SHARDS : shards, timeScale);
      }
      return new DataDirectory(path, lock, checked(file, shards, timeScale));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the data directory " + path + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
              + "); choose another with --data",
          e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(path, channel);
    }
    throw inUse(path, channel);
  }

  private static StartupException inUse(Path path, FileChannel channel) throws IOException {
    channel.close();
    return new StartupException("the data directory " + path
        + " is in use by another server; stop that one or choose another directory with --data");
  }

  private static void requireNew(Path path, Path file) {
    if (Files.exists(path.resolve("log"))) {
      throw new StartupException(file + " is missing beside a log; put it back from a backup, or choose an empty"
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
    Path written = file.resolveSibling(FILE + ".new");
    try (FileChannel channel = FileChannel.open(written, StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        var writer = Channels.newOutputStream(channel)) {
      properties.store(writer, "Fixed when the directory was made; do not change.");
      channel.force(true);
    }
    move(written, file);
    try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void move(Path written, Path file) throws IOException {
    try {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("its file system cannot rename in one step", e);
    }
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

  public Path path() {
    return path;
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

  /** Tells this directory from every other, wherever it is moved to. */
  public String installationId() {
    return installationId;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
