package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.LogServer;
import dev.tollbridge.server.log.Sequencer;
import dev.tollbridge.server.log.ShardReplica;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.record.RecordTable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One shard: its engine behind its log, its records, and where its effects go. */
public final class Shard {
  private final int number;
  private final RecordStore records;
  private final ShardEffects effects;
  private final ShardReplica replica;
  private final ServerMetrics metrics;
  private @Nullable Sequencer sequencer;

  Shard(int number, RecordStore records, ServerMetrics metrics, DeckPool decks, LongSupplier clockMicros,
      Consumer<Throwable> onFailure) {
    this.number = number;
    this.records = records;
    this.metrics = metrics;
    this.effects = new ShardEffects(records, metrics, clockMicros);
    this.replica = new ShardReplica(number, new RatingEngine(number, decks, effects), new ShardReplica.EntryListener() {
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
    metrics.addShard(number, () -> read(RatingEngine::activeLegCount), records::queued);
    for (RecordTable table : RecordTable.values()) {
      metrics.addDeletedRows(number, table.tableName(), () -> records.deletedCount(table));
    }
  }

  public int number() {
    return number;
  }

  ShardReplica replica() {
    return replica;
  }

  public RecordStore records() {
    return records;
  }

  /** Lets commands in; the log has been opened. */
  void open(LogServer logs, LongSupplier clockMicros) {
    sequencer = logs.sequencer(number, replica, clockMicros);
  }

  /** The log has been replayed. */
  void live() {
    effects.live();
  }

  /** Sends a bridge's effects to {@code sink}. */
  public void attach(String bridgeId, LegSink sink) {
    effects.attach(bridgeId, sink);
  }

  public void detach(String bridgeId, LegSink sink) {
    effects.detach(bridgeId, sink);
  }

  /** Takes and applies nothing more, because of this. */
  void stop(Throwable cause) {
    replica.stop(cause);
  }

  /** Logs the passing of time. */
  CompletableFuture<Outcome> tick() {
    return submit(new Command.Tick(), _ -> metrics.ticked());
  }

  /** Logs and applies a command; the future tells what came of it. */
  public CompletableFuture<Outcome> submit(Command command) {
    return submit(command, _ -> {});
  }

  /** Logs and applies a command; {@code applied} is given the outcome before anything else is applied. */
  public CompletableFuture<Outcome> submit(Command command, Consumer<Outcome> applied) {
    Sequencer open = sequencer;
    if (open == null) {
      throw new IllegalStateException("shard " + number + " is not open");
    }
    long startNanos = System.nanoTime();
    CompletableFuture<Outcome> outcome = open.submit(command, applied);
    return outcome.whenComplete((_, failure) -> {
      if (failure == null) {
        metrics.committed(System.nanoTime() - startNanos);
      }
    });
  }

  /** Answers from the present state; {@code query} must be short and keep nothing mutable. */
  public <T extends @Nullable Object> T read(Function<RatingEngine, T> query) {
    return replica.read(query);
  }

  /** What stopped the shard; null while it works. */
  @Nullable
  Throwable failure() {
    return replica.failure();
  }

  void close() {
    if (sequencer != null) {
      sequencer.close();
    }
  }
}
