package dev.tollbridge.server.shard;

import dev.tollbridge.server.log.CapturedState;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Begins backups, one at a time. */
public final class Backups {
  private final DataLayout layout;
  private final List<Shard> shards;
  private final Supplier<List<CapturedState>> capture;
  private final AtomicBoolean running = new AtomicBoolean();

  /** @param capture the states of all shards after the same entry */
  Backups(DataLayout layout, List<Shard> shards, Supplier<List<CapturedState>> capture) {
    this.layout = layout;
    this.shards = shards;
    this.capture = capture;
  }

  /** Begins a copy of everything as it is now; empty while another one is being made. */
  public Optional<Backup> begin() throws IOException {
    if (!running.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Backup(layout, shards, capture, () -> running.set(false)));
    } catch (IOException | RuntimeException e) {
      running.set(false);
      throw e;
    }
  }
}
