package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.core.tariff.DeckVersion;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.core.tariff.ServiceNumber;
import dev.tollbridge.server.log.CorruptLogException;
import dev.tollbridge.server.log.LogServer;
import dev.tollbridge.server.log.LogUnavailableException;
import dev.tollbridge.server.log.SnapshotPolicy;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.storage.DataLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of this server. Organizations belong to one shard each; decks and service numbers to all.
 *
 * <p>Shard 0 decides what all shards have in common: it is changed first, and at every start the others are brought to
 * what it holds, so that a crash between two shards leaves nothing half done.
 */
public final class ShardRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRouter.class);
  private static final long SNAPSHOT_LOG_BYTES = 64L * 1024 * 1024;
  private static final long LEADER_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final DataLayout layout;
  private final AtomicBoolean backupRunning = new AtomicBoolean();
  private final List<Shard> shards;
  private final EngineClock clock;
  private final LogServer logs;
  private final Ticker ticker;
  private CompletableFuture<Outcome> decksBefore = CompletableFuture.completedFuture(Outcome.DONE);

  private ShardRouter(DataLayout layout, List<Shard> shards, EngineClock clock, LogServer logs) {
    this.layout = layout;
    this.shards = List.copyOf(shards);
    this.clock = clock;
    this.logs = logs;
    this.ticker = new Ticker(this.shards, this::watch);
  }

  /**
   * Opens the shards' logs and records, replays them and waits until every shard takes commands.
   *
   * @param rules logged in every shard, from here on in force
   * @param snapshotInterval longest time between two snapshots of a shard that has work
   * @param onFailure told of what stopped a shard
   */
  public static ShardRouter start(DataLayout layout, int shardCount, EngineClock clock, Command.Configure rules,
      Duration snapshotInterval,
      ServerMetrics metrics, Consumer<Throwable> onFailure) throws IOException {
    Backup.removeScratch(layout);
    var decks = new DeckPool();
    List<Shard> shards = new CopyOnWriteArrayList<>();
    // what is acknowledged needs all shards, and they share a disk: when one has to stop they all do
    Consumer<Throwable> stopAll = failure -> {
      shards.forEach(shard -> shard.stop(failure));
      onFailure.accept(failure);
    };
    for (int number = 0; number < shardCount; number++) {
      RecordStore records = RecordStore.open(layout.records(number));
      shards.add(new Shard(number, records, metrics, decks, clock::nowMicros, stopAll));
    }
    LogServer logs = LogServer.start(layout, shards.stream().map(Shard::replica).toList(), decks,
        new SnapshotPolicy(SNAPSHOT_LOG_BYTES, snapshotInterval, shardCount));
    shards.forEach(shard -> shard.open(logs, clock::nowMicros));
    metrics.tornTails(logs.tornTails());
    var router = new ShardRouter(layout, shards, clock, logs);
    try {
      router.replay(rules);
      shards.forEach(ShardRouter::requireRecordsNotAhead);
      router.spreadWhatAllShare();
    } catch (RuntimeException e) {
      router.close();
      throw e;
    }
    router.ticker.start();
    return router;
  }

  private void replay(Command.Configure rules) {
    for (Shard shard : shards) {
      while (!logs.isLeader(shard.number())) {
        watch(shard);
        requireSound(shard);
        LockSupport.parkNanos(LEADER_POLL_NANOS);
      }
    }
    shards.stream().map(shard -> shard.submit(rules, _ -> shard.live())).toList().forEach(CompletableFuture::join);
    LOG.info("{} shards are live with {} active legs", shards.size(),
        shards.stream().mapToInt(shard -> shard.read(RatingEngine::activeLegCount)).sum());
  }

  private void watch(Shard shard) {
    logs.watch(shard.number());
  }

  /** Records are made from the log: more of them than it makes tells that a part of the log is gone. */
  private static void requireRecordsNotAhead(Shard shard) {
    long records = shard.records().lastRecordSequence() - shard.read(RatingEngine::lastRecordSequence);
    long entries = shard.records().lastLedgerSequence() - shard.read(RatingEngine::lastLedgerSequence);
    if (records > 0 || entries > 0) {
      throw new CorruptLogException("shard " + shard.number() + " has " + Math.max(records, 0) + " call records and "
          + Math.max(entries, 0) + " ledger entries more than its log comes to: a part of the log is missing. Restore"
          + " the data directory from a backup");
    }
  }

  private static void requireSound(Shard shard) {
    Throwable failure = shard.failure();
    if (failure != null) {
      throw new IllegalStateException("shard " + shard.number() + " stopped while its log was replayed", failure);
    }
  }

  private void spreadWhatAllShare() {
    List<DeckVersion> decks = first().read(RatingEngine::decks);
    List<ServiceNumber> numbers = first().read(RatingEngine::serviceNumbers);
    for (Shard shard : shards.subList(1, shards.size())) {
      decks.stream().filter(deck -> shard.read(engine -> engine.deck(deck.deckId()) == null))
          .forEach(deck -> DeckParts.of(deck).forEach(part -> shard.submit(part).join()));
      numbers.stream().filter(number -> !number.equals(shard.read(engine -> engine.serviceNumber(number.digits()))))
          .forEach(number -> shard.submit(new Command.PutServiceNumber(number)).join());
      Set<String> digits = numbers.stream().map(ServiceNumber::digits).collect(Collectors.toSet());
      shard.read(RatingEngine::serviceNumbers).stream().map(ServiceNumber::digits)
          .filter(present -> !digits.contains(present))
          .forEach(surplus -> shard.submit(new Command.DeleteServiceNumber(surplus)).join());
    }
  }

  public EngineClock clock() {
    return clock;
  }

  public List<Shard> shards() {
    return shards;
  }

  /** The shard that decides what all shards have in common. */
  public Shard first() {
    return shards.getFirst();
  }

  /** The shard that an organization belongs to, for ever. */
  public Shard of(String organizationId) {
    int hash = organizationId.hashCode() * 0x9E3779B9;
    return shards.get(Integer.remainderUnsigned(hash ^ (hash >>> 16), shards.size()));
  }

  /**
   * Adds a deck to every shard: stages its rates everywhere, then adds it in shard 0, then in the others. One deck at a
   * time, so that parts of two never mix. A deck that is there already is left as it is.
   */
  public synchronized CompletableFuture<Outcome> addDeck(Command.AddDeck deck, List<Rate> rates) {
    CompletableFuture<Outcome> added = decksBefore.thenCompose(_ -> present(deck.deckId())
        ? CompletableFuture.completedFuture(Outcome.DONE)
        : stage(deck.deckId(), rates).thenCompose(_ -> submitToAll(deck)));
    decksBefore = added.handle((_, _) -> Outcome.DONE);
    return added;
  }

  private boolean present(String deckId) {
    return first().read(engine -> engine.deck(deckId) != null);
  }

  private CompletableFuture<Void> stage(String deckId, List<Rate> rates) {
    CompletableFuture<Void> staged = CompletableFuture.completedFuture(null);
    for (Command part : DeckParts.stage(deckId, rates)) {
      staged = staged.thenCompose(_ -> all(shards, shard -> shard.submit(part).thenApply(ShardRouter::requireDone)));
    }
    return staged;
  }

  /** What shard 0 did every other shard can do too; if not, the next start brings it to what shard 0 holds. */
  private static Outcome requireDone(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new LogUnavailableException("a shard refused what all shards share: " + refused.refusal());
    }
    return outcome;
  }

  /** Logs a command in shard 0 and, when it was not refused there, in all others. Answers what shard 0 answered. */
  public CompletableFuture<Outcome> submitToAll(Command command) {
    return first().submit(command).thenCompose(outcome -> outcome instanceof Outcome.Refused
        ? CompletableFuture.completedFuture(outcome)
        : all(shards.subList(1, shards.size()), shard -> shard.submit(command).thenApply(ShardRouter::requireDone))
            .thenApply(_ -> outcome));
  }

  private static CompletableFuture<Void> all(List<Shard> shards, Function<Shard, CompletableFuture<Outcome>> work) {
    return CompletableFuture.allOf(shards.stream().map(work).toArray(CompletableFuture[]::new));
  }

  /** Begins a copy of everything as it is now; empty while another one is being made. */
  public Optional<Backup> beginBackup() throws IOException {
    if (!backupRunning.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Backup(layout, shards, () -> backupRunning.set(false)));
    } catch (IOException | RuntimeException e) {
      backupRunning.set(false);
      throw e;
    }
  }

  /** Why this server should get no traffic; empty when all is well. */
  public List<String> notReady() {
    Set<String> reasons = new LinkedHashSet<>();
    for (Shard shard : shards) {
      Throwable failure = shard.failure();
      if (failure != null) {
        reasons.add("stopped: " + (failure.getMessage() == null ? failure : failure.getMessage()));
      } else if (!logs.isLeader(shard.number())) {
        reasons.add("shard " + shard.number() + " has no leader here");
      }
    }
    return List.copyOf(reasons);
  }

  /** Stops taking commands, then closes logs and records. */
  @Override
  public void close() throws IOException {
    ticker.close();
    shards.forEach(Shard::close);
    logs.close();
    for (Shard shard : shards) {
      shard.records().close();
    }
  }
}
