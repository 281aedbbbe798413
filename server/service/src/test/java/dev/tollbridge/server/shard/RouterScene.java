package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Direction;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.Profile;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Increments;
import dev.tollbridge.core.tariff.Rate;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.Position;
import dev.tollbridge.server.record.RecordStoreException;
import dev.tollbridge.server.record.export.ExportSettings;
import dev.tollbridge.server.storage.DataLayout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shards on real logs and records, on a clock that the test moves; can be closed and opened again. */
final class RouterScene implements AutoCloseable {
  static final int SHARDS = 2;
  static final String BRIDGE = "bridge-1";
  static final long ANSWER_MICROS = TimeUnit.SECONDS.toMicros(1_800_000_000);
  static final long PRICE_MICROS = 10_000;
  static final Rate RATE = new Rate("33", "France", PRICE_MICROS, 0, new Increments(60, 60), "", "", false, 0, 0, null);
  private static final Command.Configure RULES = new Command.Configure(TimeUnit.HOURS.toMicros(1),
      TimeUnit.HOURS.toMicros(6), 1);

  private final Path directory;
  private final @Nullable Duration retention;
  private final @Nullable ExportSettings export;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile Instant now = Instant.ofEpochSecond(1_800_000_000);
  private volatile boolean clockBroken;
  private Cell cell;

  RouterScene(Path directory) throws IOException {
    this(directory, null, null);
  }

  RouterScene(Path directory, @Nullable Duration retention, @Nullable ExportSettings export) throws IOException {
    this.directory = directory;
    this.retention = retention;
    this.export = export;
    cell = start();
  }

  private Cell start() throws IOException {
    var clock = new EngineClock(this::now, () -> ChronoUnit.NANOS.between(Instant.EPOCH, now()), 0, 1);
    var settings = new CellSettings(new DataLayout(directory), SHARDS, clock, Duration.ofDays(1), RULES,
        Duration.ofMinutes(10), retention, export);
    return Cell.open(settings, new ServerMetrics(new SimpleMeterRegistry()), failure::complete);
  }

  private Instant now() {
    if (clockBroken && Thread.currentThread().getName().startsWith("sequencer")) {
      throw new IllegalStateException("the clock is broken");
    }
    return now;
  }

  /** From now on, sequencers fail to read the time. */
  void breakClock() {
    clockBroken = true;
  }

  void reopen() throws IOException {
    close();
    cell = start();
  }

  /** As {@link #reopen}, after the wall clock was set back. */
  void reopenEarlier(Duration back) throws IOException {
    close();
    now = now.minus(back);
    cell = start();
  }

  /** Moves the clock and logs the time in every shard. */
  void advance(Duration step) {
    now = now.plus(step);
    router().shards().stream().map(shard -> shard.submit(new Command.Tick())).toList().forEach(CompletableFuture::join);
  }

  /** Where the effects of an organization's shard go. */
  ShardEffects effects(String organizationId) {
    return cell.members().get(shard(organizationId).number()).effects();
  }

  Cell cell() {
    return cell;
  }

  ShardRouter router() {
    return cell.reign().router();
  }

  Catalog catalog() {
    return cell.reign().catalog();
  }

  Shard shard(String organizationId) {
    return router().of(organizationId);
  }

  Outcome create(String organizationId) {
    return shard(organizationId).submit(new Command.CreateOrganization(new Request("create", 1),
        new Profile(organizationId, "An organization", "DE", "EUR", true, List.of(), true, 0))).join();
  }

  CompletableFuture<Outcome> purchase(String organizationId, String requestId, long amountMicros) {
    return shard(organizationId).submit(
        new Command.PurchaseCredits(new Request(requestId, amountMicros), organizationId, amountMicros));
  }

  /** The commands that add the sample deck. */
  static List<Command> deck(String deckId) {
    List<Command> commands = new ArrayList<>(DeckParts.stage(deckId, List.of(RATE)));
    commands.add(new Command.AddDeck(deckId, "Deck", CallType.DIAL_OUT, "EUR", 0, "sha", 1));
    return commands;
  }

  /** Sends a range of events to every shard, to each only its own. */
  List<Outcome> send(long from, long through, String organizationId, LegEvent... events) {
    int owner = shard(organizationId).number();
    return router().shards().stream().map(shard -> shard.submit(new Command.LegEvents(BRIDGE, 1, from, through,
        shard.number() == owner ? List.of(events) : List.of())).join()).toList();
  }

  List<Outcome.SessionOpened> openSession() {
    return router().shards().stream().map(shard -> shard.submit(new Command.OpenSession(BRIDGE, 1)).join())
        .map(Outcome.SessionOpened.class::cast).toList();
  }

  static LegEvent answered(long sequence, String organizationId) {
    var call = new Call(organizationId, "ann", Direction.DIAL_OUT, "", "+33140000000", "33140000000", "FR", false);
    return new LegEvent.Answered(sequence, sequence, "leg-" + sequence, "conference", call, ANSWER_MICROS);
  }

  static LegEvent ended(long sequence, long legNumber, String organizationId, Duration after) {
    return new LegEvent.Ended(sequence, legNumber, organizationId, ANSWER_MICROS + TimeUnit.MICROSECONDS.convert(after),
        "");
  }

  List<CallRecord> records(String organizationId) {
    return shard(organizationId).records().callRecords(organizationId, Position.before(0), Long.MAX_VALUE, 1_000);
  }

  /** What can be seen of every shard: its time, its organizations' money, its decks and numbers. */
  List<List<Object>> state() {
    return router().shards().stream().map(shard -> shard.read(RouterScene::state)).toList();
  }

  private static List<Object> state(RatingEngine engine) {
    List<Object> state = new ArrayList<>(List.of(engine.nowMicros(), engine.activeLegCount(),
        engine.serviceNumbers()));
    engine.organizations().forEach(organization -> state.add(List.of(organization.profile(),
        organization.balanceMicros(), organization.activeLegCount(), organization.activeLegsMicros())));
    engine.decks().forEach(deck -> state.add(List.of(deck.deckId(), deck.importMicros(),
        deck.deck().fingerprint())));
    return state;
  }

  long balanceMicros(String organizationId) {
    return Objects.requireNonNull(shard(organizationId).read(engine -> engine.organization(organizationId)))
        .balanceMicros();
  }

  /** Waits for what stops the shards. */
  Throwable awaitFailure() {
    return failure.join();
  }

  /** Closes shards that a failure has stopped: what they could not write stays unwritten. */
  void closeFailed() throws IOException {
    try {
      cell.close();
    } catch (RecordStoreException expected) {
      // the store throws the failure again
    }
  }

  @Override
  public void close() throws IOException {
    cell.close();
    if (failure.isDone()) {
      throw new IllegalStateException("a shard has failed", failure.join());
    }
  }
}
