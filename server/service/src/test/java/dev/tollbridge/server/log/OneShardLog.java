package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.AuditEntry;
import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.core.engine.Effects;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.LegRef;
import dev.tollbridge.core.engine.RandomHistory;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A log on disk with one shard behind it. */
final class OneShardLog {
  /** Small, so that a short log makes many segments and snapshots. */
  private static final int SEGMENT_BYTES = 16 << 10;
  private static final SnapshotPolicy POLICY = new SnapshotPolicy(2 << 10, Duration.ofDays(1), 1);

  private final AtomicLong clockMicros = new AtomicLong();
  private final AtomicInteger applied = new AtomicInteger();
  private final AtomicInteger failedSnapshots = new AtomicInteger();
  private final ShardReplica replica;
  private final CellLog logs;
  private final Sequencer sequencer;

  private OneShardLog(Path directory) throws IOException {
    var pool = new DeckPool();
    replica = new ShardReplica(0, new RatingEngine(0, pool, new Nowhere()), new Listener());
    logs = CellLog.start(new DataLayout(directory), List.of(replica), pool, POLICY, SEGMENT_BYTES);
    sequencer = logs.sequencer(clockMicros::get);
  }

  /** Opens the log; when this returns all of it has been applied. */
  static OneShardLog open(Path directory) throws IOException {
    var log = new OneShardLog(directory);
    while (!log.logs.isLeader()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return log;
  }

  /** Logs a history and waits until it is applied. */
  void run(RandomHistory history) {
    log(history.beginning());
    for (int i = 0; i < history.steps(); i++) {
      log(history.next(replica.read(RatingEngine::activeLegCount) > 0));
    }
    log(history.ending());
  }

  private void log(List<RandomHistory.Entry> entries) {
    for (RandomHistory.Entry entry : entries) {
      clockMicros.accumulateAndGet(entry.timeMicros(), Math::max);
      List<CompletableFuture<?>> outcomes = new ArrayList<>();
      for (Command command : entry.commands()) {
        outcomes.add(sequencer.submit(0, command, Author.NONE, _ -> {}));
      }
      outcomes.forEach(CompletableFuture::join);
    }
  }

  /** Everything that the shard knows. */
  byte[] state() {
    return LoggedRun.encode(replica.image().image());
  }

  /** Entries applied since it was opened. */
  int applied() {
    return applied.get();
  }

  int failedSnapshots() {
    return failedSnapshots.get();
  }

  void close() throws IOException {
    sequencer.close();
    logs.close();
  }

  /** Stops without final snapshots. */
  void crash() throws IOException {
    sequencer.close();
    logs.halt();
  }

  private final class Listener implements ShardReplica.EntryListener {
    @Override
    public void entryApplied(int commandCount, long nanos) {
      applied.incrementAndGet();
    }

    @Override
    public void makeRecordsDurable() {}

    @Override
    public void failed(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void snapshotFailed() {
      failedSnapshots.incrementAndGet();
    }
  }

  private static final class Nowhere implements Effects {
    @Override
    public void charged(LegRef leg, int minutes, int allMinutes, long amountMicros, long totalMicros,
        long dueMicros) {}

    @Override
    public void disconnect(LegRef leg, DenialReason reason) {}

    @Override
    public void closed(CallRecord record) {}

    @Override
    public void callBooked(CallRecord record) {}

    @Override
    public void entryMade(LedgerEntry entry) {}

    @Override
    public void audited(AuditEntry entry) {}

    @Override
    public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {}
  }
}
