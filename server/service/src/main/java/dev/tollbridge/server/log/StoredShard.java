package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.UnknownLevelException;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.storage.DataLayout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/** One shard's snapshots, and its part of the log, on disk, without a running server. Nothing here changes them. */
public final class StoredShard {
  private final int shard;
  private final DeckPool pool;
  private final Path snapshotDirectory;
  private final StoredLog log;
  private final List<Damage> damages = new ArrayList<>();
  /** Those that can be read, oldest first. */
  private final Deque<SnapshotFiles.Loaded> snapshots = new ArrayDeque<>();
  private long lastIndex = LogExtent.NOTHING;
  private long entryCount;

  private StoredShard(int shard, DeckPool pool, Path snapshotDirectory, StoredLog log) {
    this.shard = shard;
    this.pool = pool;
    this.snapshotDirectory = snapshotDirectory;
    this.log = log;
  }

  /**
   * Reads what there is of a shard.
   *
   * @param layout of a data directory or a backup
   * @param pool where equal decks of snapshots are shared
   * @throws NewerFormatException when this version does not know what a snapshot holds; nothing is wrong with it
   */
  public static StoredShard read(DataLayout layout, int shard, DeckPool pool) throws IOException {
    var stored = new StoredShard(shard, pool, layout.snapshots(shard), StoredLog.of(layout));
    stored.readSnapshots();
    return stored;
  }

  private void readSnapshots() throws IOException {
    List<Path> files = Files.isDirectory(snapshotDirectory) ? SnapshotFiles.newestFirst(snapshotDirectory) : List.of();
    for (Path file : files) {
      SnapshotFiles.Loaded loaded = load(file);
      if (loaded != null) {
        snapshots.addFirst(loaded);
      }
    }
  }

  private SnapshotFiles.@Nullable Loaded load(Path file) {
    try {
      var loaded = new SnapshotFiles.Loaded(file, SnapshotFiles.read(file, pool));
      LogPosition place = loaded.snapshot().place();
      if (place.shard() == shard && place.index() == SnapshotFiles.index(file)) {
        return loaded;
      }
      damages
          .add(new Damage(file, "it is the snapshot of shard " + place.shard() + " at entry " + place.index(), false));
    } catch (NewerFormatException intact) {
      throw intact;
    } catch (IOException | RuntimeException broken) {
      damages.add(new Damage(file, "cannot be read: " + broken.getMessage(), false));
    }
    return null;
  }

  /** What is wrong with the snapshots. */
  public List<Damage> damages() {
    return damages;
  }

  public int snapshotCount() {
    return snapshots.size();
  }

  /** Position in the log that {@link #replay} reached; -1 when there is nothing. */
  public long lastIndex() {
    return lastIndex;
  }

  /** How many entries with commands for the shard {@link #replay} applied. */
  public long entryCount() {
    return entryCount;
  }

  /**
   * Brings an unused engine to the state that a start would: from the oldest snapshot that the log continues, so that
   * the newer one can be compared with what the log makes of the older. Differences are added to {@link #damages}.
   *
   * @param onStart called when the snapshot has been restored and no entry has been applied yet
   * @throws CorruptLogException when snapshots and log do not fit together
   * @throws NewerFormatException when this version does not know what they hold
   */
  public void replay(RatingEngine engine, Runnable onStart) throws IOException {
    while (!snapshots.isEmpty() && !log.extent().continues(snapshots.getFirst().snapshot().place().index())) {
      snapshots.removeFirst();
    }
    if (!snapshots.isEmpty()) {
      SnapshotDecoder.Snapshot start = snapshots.removeFirst().snapshot();
      restore(engine, start);
      lastIndex = start.place().index();
    } else if (!log.extent().complete() && !log.extent().isEmpty()) {
      throw new CorruptLogException("no snapshot can be used and the log begins at entry " + log.extent().firstIndex());
    }
    onStart.run();
    log.read(lastIndex, (term, index, entry) -> apply(engine, new LogPosition(shard, term, index), entry));
  }

  private static void restore(RatingEngine engine, SnapshotDecoder.Snapshot start) {
    try {
      engine.restore(start.image());
    } catch (UnknownLevelException e) {
      throw new NewerFormatException("the snapshot of " + start.place() + ": " + e.getMessage());
    }
  }

  private void apply(RatingEngine engine, LogPosition place, LogEntry entry) throws IOException {
    if (ShardReplica.apply(engine, entry, place, (_, _) -> {}) > 0) {
      entryCount++;
    }
    lastIndex = place.index();
    if (!snapshots.isEmpty() && snapshots.getFirst().snapshot().place().equals(place)) {
      compare(engine, place, snapshots.removeFirst().file());
    }
  }

  /** Equal states make equal snapshots. */
  private void compare(RatingEngine engine, LogPosition place, Path file) throws IOException {
    var checksum = new CRC32C();
    try (OutputStream out = new BufferedOutputStream(
        new CheckedOutputStream(OutputStream.nullOutputStream(), checksum))) {
      new SnapshotEncoder(out).write(engine.image(), place);
    }
    if (checksum.getValue() != SnapshotFiles.checksum(file)) {
      damages.add(new Damage(file, "its state differs from what the earlier snapshot and the log result in", false));
    }
  }
}
