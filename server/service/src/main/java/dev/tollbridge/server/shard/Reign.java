package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.log.CellLog;
import dev.tollbridge.server.log.Sequencer;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.export.ExportSettings;
import dev.tollbridge.server.record.export.RecordExport;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.server.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One time of leading all shards, and everything that only a leader has: sequencer, clock, ticker, effects that leave,
 * what all shards share, backups, export, retention. All of it is opened together, once this process leads, and closed
 * together, for good: at the end of the process, or by the first entry that the log does not accept. The next leader
 * begins with a sequencer of its own, so nothing of this reign can follow the first entry of that one.
 */
public final class Reign implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reign.class);

  private final List<Member> members;
  private final Sequencer sequencer;
  private final List<Shard> shards;
  private final ShardRouter router;
  private final Catalog catalog;
  private final Backups backups;
  private final Ticker ticker;
  private @Nullable RecordExport export;
  private @Nullable Retention retention;

  private Reign(List<Member> members, CellLog log, CellSettings settings, ServerMetrics metrics,
      Worker.FailureHandler onFailure) {
    this.members = members;
    sequencer = log.sequencer(settings.clock()::nowMicros);
    shards = members.stream().map(member -> new Shard(member, sequencer, metrics)).toList();
    router = new ShardRouter(shards, settings.clock());
    catalog = new Catalog(shards);
    backups = new Backups(settings.layout(), shards, log::capture);
    ticker = new Ticker(shards, settings.clock(), log::watch, onFailure);
  }

  /** Begins a reign; when this returns, every shard accepts commands. */
  static Reign open(List<Member> members, CellLog log, CellSettings settings, ServerMetrics metrics,
      Worker.FailureHandler onFailure) throws IOException {
    var reign = new Reign(members, log, settings, metrics, onFailure);
    try {
      reign.begin(settings);
      reign.startExport(settings.export(), settings.clock(), metrics);
      reign.startRetention(settings.retention(), metrics);
    } catch (RuntimeException e) {
      reign.close();
      throw e;
    }
    LOG.info("{} shards are led in term {} with {} active legs", members.size(), log.term(), reign.activeLegCount());
    return reign;
  }

  /** Logs what every reign begins with, in every shard; once it is applied, so is all that was logged before. */
  private void begin(CellSettings settings) {
    List<CompletableFuture<Outcome>> begun = new ArrayList<>();
    for (Shard shard : shards) {
      begun.add(shard.begin(new Command.RaiseLevel(Level.HIGHEST)));
      begun.add(shard.submit(settings.rules()));
    }
    begun.forEach(outcome -> Catalog.requireDone(outcome.join()));
    members.forEach(Member::requireRecordsNotAhead);
    beginTime(settings.clock(), settings.maxClockAhead());
    catalog.level();
    ticker.start();
  }

  /** Continues engine time. When that is ahead of the wall clock, no leg may be charged for time that has not been. */
  private void beginTime(EngineClock clock, Duration maxClockAhead) {
    long stateMicros = shards.stream().mapToLong(shard -> shard.read(RatingEngine::nowMicros)).max().orElse(0);
    long aheadMicros = clock.begin(stateMicros);
    if (aheadMicros > 0) {
      refuseFarAhead(clock, aheadMicros, maxClockAhead);
      LOG.warn(
          "ENGINE TIME IS {} AHEAD OF THE WALL CLOCK: that was ahead when this server ran before, or is behind now."
              + " Engine time runs at half speed until the wall clock has caught up; legs are charged by their bridges'"
              + " clocks",
          clock.duration(aheadMicros));
      shards.stream().map(shard -> shard.submit(new Command.AllClocksBehind(aheadMicros))).toList()
          .forEach(behind -> Catalog.requireDone(behind.join()));
    }
  }

  private static void refuseFarAhead(EngineClock clock, long aheadMicros, Duration maxClockAhead) {
    if (aheadMicros / clock.timeScale() > TimeUnit.MICROSECONDS.convert(maxClockAhead)) {
      throw new StartupException("engine time, " + Instant.EPOCH.plus(clock.nowMicros(), ChronoUnit.MICROS) + ", is "
          + clock.duration(aheadMicros) + " ahead of the wall clock, more than --max-clock-ahead "
          + maxClockAhead.toSeconds()
          + "s. If the wall clock is wrong, correct it and start again. If it was wrong when"
          + " the server ran before, either start with a greater --max-clock-ahead: engine time then runs at half speed"
          + " until the wall clock has caught up, and legs are charged by their bridges' clocks; or restore a backup"
          + " made before that");
    }
  }

  private void startExport(@Nullable ExportSettings settings, EngineClock clock, ServerMetrics metrics) {
    if (settings != null) {
      export = RecordExport.start(settings, shards.stream().map(Shard::records).toList(), metrics.addExport(),
          clock::nowMicros);
    }
  }

  private void startRetention(@Nullable Duration age, ServerMetrics metrics) {
    if (age != null) {
      retention = Retention.start(shards, age, metrics);
    }
  }

  /** Legs that are active in all shards. */
  public int activeLegCount() {
    return shards.stream().mapToInt(shard -> shard.read(RatingEngine::activeLegCount)).sum();
  }

  /** Which shard a command or a query is for. */
  public ShardRouter router() {
    return router;
  }

  /** What all shards share. */
  public Catalog catalog() {
    return catalog;
  }

  public Backups backups() {
    return backups;
  }

  /** Accepts no more commands; those already appended complete as usual. The export may take its time to end. */
  @Override
  public void close() {
    ticker.close();
    sequencer.close();
    shards.forEach(Shard::end);
    if (retention != null) {
      retention.close();
    }
    if (export != null) {
      export.close();
    }
  }
}
