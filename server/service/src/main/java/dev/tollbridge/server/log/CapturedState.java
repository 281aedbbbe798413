package dev.tollbridge.server.log;

import java.io.IOException;
import java.nio.file.Path;

/** A shard's state at one moment, held in memory; cheap, because immutable parts are shared with the engine. */
public final class CapturedState {
  private final ShardReplica.Image image;

  CapturedState(ShardReplica.Image image) {
    this.image = image;
  }

  /** Sequence of the last call record made by then. */
  public long lastRecordSequence() {
    return image.image().lastRecordSequence();
  }

  /** Sequence of the last ledger entry made by then. */
  public long lastLedgerSequence() {
    return image.image().lastLedgerSequence();
  }

  /** Sequence of the last audit entry made by then. */
  public long lastAuditSequence() {
    return image.image().lastAuditSequence();
  }

  /** Writes it as a snapshot into a directory, under the name that a start looks for. */
  public Path write(Path directory) throws IOException {
    return new SnapshotFiles(directory).write(image.image(), image.place());
  }
}
