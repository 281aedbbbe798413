package dev.tollbridge.server.shard;

import dev.tollbridge.server.log.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of everything as it is at one moment, made file by file, so that it takes no more room than one shard's records.
 * All shards are captured at the beginning; a shard's records are then copied up to what its captured state had made.
 */
public final class Backup implements AutoCloseable {
  private static final String SETTINGS = "tollbridge.properties";

  private final Path dataDirectory;
  private final Path scratch;
  private final List<Shard> shards;
  private final List<Capture> captures;
  private final Runnable onClose;

  /** Takes files as they are made. They are gone when it returns. */
  public interface Receiver {
    /** Takes a file. {@code path} is its path inside the copy, with '/'. */
    void file(String path, Path content) throws IOException, InterruptedException;
  }

  Backup(Path dataDirectory, List<Shard> shards, Runnable onClose) throws IOException {
    this.dataDirectory = dataDirectory;
    this.shards = shards;
    this.onClose = onClose;
    removeScratch(dataDirectory);
    scratch = Files.createDirectory(scratch(dataDirectory));
    captures = shards.stream().map(shard -> shard.replica().capture()).toList();
  }

  private static Path scratch(Path dataDirectory) {
    return dataDirectory.resolve("backup.tmp");
  }

  /** Removes what a crash in the middle of a backup left behind. */
  static void removeScratch(Path dataDirectory) throws IOException {
    Path scratch = scratch(dataDirectory);
    if (Files.exists(scratch)) {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Makes every file and hands it over; returns how many there were. */
  public int send(Receiver receiver) throws IOException, InterruptedException {
    receiver.file(SETTINGS, dataDirectory.resolve(SETTINGS));
    List<String> sent = new ArrayList<>(List.of(SETTINGS));
    for (Shard shard : shards) {
      Capture capture = captures.get(shard.number());
      Path snapshot = capture.write(scratch);
      sent.add(send("snapshots/shard-" + shard.number() + "/" + snapshot.getFileName(), snapshot, receiver));
      Path records = scratch.resolve("shard-" + shard.number() + ".db");
      shard.records().copyTo(records, capture.lastRecordSequence(), capture.lastLedgerSequence());
      sent.add(send("records/" + records.getFileName(), records, receiver));
    }
    return sent.size();
  }

  private static String send(String path, Path file, Receiver receiver) throws IOException, InterruptedException {
    receiver.file(path, file);
    Files.delete(file);
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      removeScratch(dataDirectory);
    } finally {
      onClose.run();
    }
  }
}
