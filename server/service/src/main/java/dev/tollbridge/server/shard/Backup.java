package dev.tollbridge.server.shard;

import dev.tollbridge.server.log.CapturedState;
import dev.tollbridge.server.storage.DataLayout;
import dev.tollbridge.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A copy of everything in the state of one moment, made file by file, so that it takes no more room than one shard's
 * records. All shards are captured at the beginning, after the same entry of the log; a shard's records are then copied
 * up to what its captured state had made.
 */
public final class Backup implements AutoCloseable {
  private final DataLayout layout;
  private final DataLayout copy;
  private final List<Shard> shards;
  private final List<CapturedState> captures;
  private final Runnable onClose;

  /** Receives files as they are made. They are deleted when it returns. */
  public interface Receiver {
    /** Receives a file. {@code path} is its path inside the copy, with '/'. */
    void file(String path, Path content) throws IOException, InterruptedException;
  }

  Backup(DataLayout layout, List<Shard> shards, Supplier<List<CapturedState>> capture, Runnable onClose)
      throws IOException {
    this.layout = layout;
    this.shards = shards;
    this.onClose = onClose;
    copy = layout.backup();
    removeScratch(layout);
    Files.createDirectory(copy.root());
    captures = capture.get();
  }

  /** Removes what a crash in the middle of a backup left behind. */
  static void removeScratch(DataLayout layout) throws IOException {
    DurableFiles.deleteTree(layout.backup().root());
  }

  /** Makes and sends every file; returns how many there were. */
  public int send(Receiver receiver) throws IOException, InterruptedException {
    receiver.file(layout.nameOf(layout.properties()), layout.properties());
    int sent = 1;
    for (Shard shard : shards) {
      CapturedState capture = captures.get(shard.number());
      send(capture.write(copy.snapshots(shard.number())), receiver);
      Path records = copy.records(shard.number());
      Files.createDirectories(records.resolveSibling("."));
      shard.records().copyTo(records, capture.lastRecordSequence(), capture.lastLedgerSequence(),
          capture.lastAuditSequence());
      send(records, receiver);
      sent += 2;
    }
    return sent;
  }

  private void send(Path file, Receiver receiver) throws IOException, InterruptedException {
    receiver.file(copy.nameOf(file), file);
    Files.delete(file);
  }

  @Override
  public void close() throws IOException {
    try {
      removeScratch(layout);
    } finally {
      onClose.run();
    }
  }
}
