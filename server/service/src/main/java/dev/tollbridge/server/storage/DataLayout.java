package dev.tollbridge.server.storage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where everything is below a data directory. A backup has the same layout, as far as it has the files. */
public record DataLayout(Path root) {
  private static final UUID LOG_ID = new UUID(0x746f6c6c62726467L, 0);

  /** Settings that are fixed once the directory is made. */
  public Path properties() {
    return root.resolve("tollbridge.properties");
  }

  /** The first administrator's token. */
  public Path administratorToken() {
    return root.resolve("admin-token");
  }

  /** Held by the server that uses the directory. */
  Path lock() {
    return root.resolve("lock");
  }

  /** The log of all shards. */
  public Path log() {
    return root.resolve("log");
  }

  /** Exists once the log has been made: from then on, a missing one has been lost. */
  public Path logMade() {
    return log().resolve("complete");
  }

  /** The id of the log, which names its directory. */
  public static UUID logId() {
    return LOG_ID;
  }

  /** The segments of the log, and next to them its term and vote. */
  public Path segments() {
    return log().resolve(logId().toString()).resolve("current");
  }

  /** Tails that were cut off the log after a crash. */
  public Path tornTails() {
    return root.resolve("torn");
  }

  /** A shard's snapshots. */
  public Path snapshots(int shard) {
    return root.resolve("snapshots").resolve(shardName(shard));
  }

  /** A shard's call records and ledger entries. */
  public Path records(int shard) {
    return root.resolve("records").resolve(shardName(shard) + ".db");
  }

  /** Files of a backup while they are sent, in the same layout. */
  public DataLayout backup() {
    return new DataLayout(root.resolve("backup.tmp"));
  }

  /** Whether a log was begun here. */
  boolean hasLog() {
    return Files.exists(log());
  }

  /** A file's path below the directory, with '/'. */
  public String nameOf(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static String shardName(int shard) {
    return "shard-" + shard;
  }
}
