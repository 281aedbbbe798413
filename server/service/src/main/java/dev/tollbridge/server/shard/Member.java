package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.CorruptLogException;
import dev.tollbridge.server.log.ShardReplica;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A member's part of a shard: the engine behind its log, with its snapshots, and its rows. Effects leave it
 * while a {@link Reign} is open.
 */
final class Member implements AutoCloseable {
  private final int number;
  private final RecordStore records;
  private final ShardEffects effects;
  private final ShardReplica replica;

  /** @param onFailure called with what stopped it */
  Member(int number, RecordStore records, ServerMetrics metrics, DeckPool decks, LongSupplier clockMicros,
      Consumer<Throwable> onFailure) {
    this.number = number;
    this.records = records;
    effects = new ShardEffects(records, metrics, clockMicros);
    replica = new ShardReplica(number, new RatingEngine(number, decks, effects), new ShardReplica.EntryListener() {
      @Override
      public void entryApplied(int commandCount, long nanos) {
        metrics.applied(nanos);
        effects.flush();
      }

      @Override
      public void makeRecordsDurable() {
        records.flush();
      }

      @Override
      public void failed(Throwable failure) {
        onFailure.accept(failure);
      }

      @Override
      public void snapshotFailed() {
        metrics.snapshotFailed();
      }
    });
    records.onFailure(replica::stop);
    metrics.addShard(number, () -> replica.read(RatingEngine::activeLegCount),
        () -> replica.read(RatingEngine::unacknowledgedClosings), records::queued);
    for (RecordTable table : RecordTable.values()) {
      metrics.addDeletedRows(number, table.tableName(), () -> records.oldRows(table).deletedCount());
    }
  }

  int number() {
    return number;
  }

  RecordStore records() {
    return records;
  }

  ShardEffects effects() {
    return effects;
  }

  ShardReplica replica() {
    return replica;
  }

  /** Records are made from the log: if there are more than it makes, a part of the log is missing. */
  void requireRecordsNotAhead() {
    long ahead = records.lastSequence(RecordTable.CALL_RECORD) - replica.read(RatingEngine::lastRecordSequence);
    long entriesAhead = records.lastSequence(RecordTable.LEDGER_ENTRY) - replica.read(RatingEngine::lastLedgerSequence);
    long auditsAhead = records.lastSequence(RecordTable.AUDIT_ENTRY) - replica.read(RatingEngine::lastAuditSequence);
    if (ahead > 0 || entriesAhead > 0 || auditsAhead > 0) {
      throw new CorruptLogException("shard " + number + " has " + Math.max(ahead, 0) + " call records, "
          + Math.max(entriesAhead, 0) + " ledger entries and " + Math.max(auditsAhead, 0)
          + " audit entries more than its log results in: part of the log is missing."
          + " Restore the data directory from a backup");
    }
  }

  @Override
  public void close() {
    records.close();
  }
}
