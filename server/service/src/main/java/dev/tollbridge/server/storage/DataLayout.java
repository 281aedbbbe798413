package dev.tollbridge.server.storage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where everything is below a data directory. A backup has the same layout, as far as it has the files. */
public record DataLayout(Path root) {
  /** High half of the id of every shard's log; the low half is the shard. */
  private static final long LOG_ID_PREFIX = 0x746f6c6c62726467L;

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

  /** The logs of all shards. */
  public Path logs() {
    return root.resolve("log");
  }

  /** Exists once the logs of all shards have been made: from then on, a missing one has been lost. */
  public Path allLogsMade() {
    return logs().resolve("complete");
  }

  /** The id of a shard's log, which names its directory. */
  public static UUID logId(int shard) {
    return new UUID(LOG_ID_PREFIX, shard);
  }

  /** The segments of a shard's log, and next to them its term and vote. */
  public Path segments(int shard) {
    return logs().resolve(logId(shard).toString()).resolve("current");
  }

  /** Tails that were cut off the logs after a crash. */
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
  boolean hasLogs() {
    return Files.exists(logs());
  }

  /** A file's path below the directory, with '/'. */
  public String nameOf(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static String shardName(int shard) {
    return "shard-" + shard;
  }
}
