package dev.tollbridge.server.shard;

import dev.tollbridge.core.tariff.DeckPool;
import dev.tollbridge.server.log.CellLog;
import dev.tollbridge.server.log.SnapshotPolicy;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import dev.tollbridge.server.worker.Failures;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All shards of this process: their members on disk, the log that feeds them, and the reign in which this process leads
 * them. What is acknowledged needs all shards, and they share a disk: when one has to stop, they all do.
 */
public final class Cell implements AutoCloseable {
  private static final long SNAPSHOT_LOG_BYTES = 256L * 1024 * 1024;
  private static final long LEADER_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final CellSettings settings;
  private final ServerMetrics metrics;
  private final Consumer<Throwable> onFailure;
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private @Nullable CellLog log;
  private @Nullable Reign reign;
  private boolean closed;

  private Cell(CellSettings settings, ServerMetrics metrics, Consumer<Throwable> onFailure) {
    this.settings = settings;
    this.metrics = metrics;
    this.onFailure = onFailure;
  }

  /**
   * Opens log and records, replays them, waits until this process leads, and begins its reign.
   *
   * @param onFailure called with what stopped the shards
   */
  public static Cell open(CellSettings settings, ServerMetrics metrics, Consumer<Throwable> onFailure)
      throws IOException {
    var cell = new Cell(settings, metrics, onFailure);
    try {
      cell.open();
      return cell;
    } catch (IOException | RuntimeException e) {
      cell.abandon(e);
      throw e;
    }
  }

  private void open() throws IOException {
    Backup.removeScratch(settings.layout());
    var decks = new DeckPool();
    for (int number = 0; number < settings.shards(); number++) {
      RecordStore records = RecordStore.open(settings.layout().records(number));
      members.add(new Member(number, records, metrics, decks, settings.clock()::nowMicros, this::stop));
    }
    CellLog opened = CellLog.start(settings.layout(), members.stream().map(Member::replica).toList(), decks,
        new SnapshotPolicy(SNAPSHOT_LOG_BYTES, settings.snapshotInterval(), settings.shards()));
    log = opened;
    metrics.tornTails(opened.tornTails());
    metrics.addLog(opened::applied);
    awaitLeadership(opened);
    reign = Reign.open(members, opened, settings, metrics, Failures.stop("ticker", this::stop));
  }

  private void awaitLeadership(CellLog opened) {
    while (!opened.isLeader()) {
      opened.watch();
      for (Member member : members) {
        Throwable failure = member.replica().failure();
        if (failure != null) {
          throw new IllegalStateException("shard " + member.number() + " stopped while the log was replayed", failure);
        }
      }
      LockSupport.parkNanos(LEADER_POLL_NANOS);
    }
  }

  /** The reign in which this process leads. */
  public Reign reign() {
    return Objects.requireNonNull(reign);
  }

  List<Member> members() {
    return members;
  }

  /** Accepts and applies nothing more, because of {@code cause}. */
  public void stop(Throwable cause) {
    members.forEach(member -> member.replica().stop(cause));
    onFailure.accept(cause);
  }

  /** Why this process should get no traffic; empty when all is well. */
  public List<String> notReady() {
    Set<String> reasons = new LinkedHashSet<>();
    for (Member member : members) {
      Throwable failure = member.replica().failure();
      if (failure != null) {
        reasons.add("stopped: " + (failure.getMessage() == null ? failure : failure.getMessage()));
      }
    }
    if (reasons.isEmpty() && (log == null || !log.isLeader())) {
      reasons.add("the log has no leader here");
    }
    return List.copyOf(reasons);
  }

  /** Closes what was opened before opening failed. */
  private void abandon(Exception failure) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Ends the reign, then closes log and records. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (reign != null) {
      reign.close();
    }
    if (log != null) {
      log.close();
    }
    members.forEach(Member::close);
  }
}
