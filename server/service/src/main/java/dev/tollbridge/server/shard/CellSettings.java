package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.server.record.export.ExportSettings;
import dev.tollbridge.server.storage.DataLayout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cell is opened.
 *
 * @param layout where its logs, snapshots and records are
 * @param shards how many it has, permanently
 * @param clock engine time while this process leads
 * @param maxClockAhead how far, in wall time, engine time may be ahead of the wall clock when a reign begins
 * @param rules logged in every shard at the beginning of a reign, in force from there on
 * @param snapshotInterval longest time between two snapshots of a shard that has work
 * @param retention age at which this process, while it leads, has rows deleted; null to keep them
 * @param export where this process, while it leads, copies rows; null for nowhere
 */
public record CellSettings(
    DataLayout layout,
    int shards,
    EngineClock clock,
    Duration maxClockAhead,
    Command.Configure rules,
    Duration snapshotInterval,
    @Nullable Duration retention,
    @Nullable ExportSettings export) {
  public CellSettings {
    if (shards < 1 || maxClockAhead.isNegative() || snapshotInterval.isNegative() || snapshotInterval.isZero()) {
      throw new IllegalArgumentException(shards + " shards, snapshots every " + snapshotInterval);
    }
  }
}
