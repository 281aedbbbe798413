package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.EngineImage;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.UnknownLevelException;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One shard's engine behind the log. Entries are applied one after the other; reads see the state between two entries.
 */
public final class ShardReplica {
  private final int shard;
  private final RatingEngine engine;
  private final EntryListener listener;
  /** Not fair: reads are short, and on busy cores each hand-over to a thread that sleeps would hold up the entries. */
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable Sequencer sequencer;
  private LogPosition place;

  /** Notified of every entry once it has been applied, on the applying thread. */
  public interface EntryListener {
    void entryApplied(int commandCount, long nanos);

    /** Returns when every record and ledger entry made so far is on disk. */
    void makeRecordsDurable();

    /** The shard has stopped: its log or its records can't be written, or applying an entry failed, which is a bug. */
    void failed(Throwable failure);

    /** A snapshot could not be taken. The log is kept, and another is tried later. */
    void snapshotFailed();
  }

  public ShardReplica(int shard, RatingEngine engine, EntryListener listener) {
    this.shard = shard;
    this.engine = engine;
    this.listener = listener;
    this.place = new LogPosition(shard, 0, 0);
  }

  /** Has the sequencer accept nothing more when the shard stops. */
  void attach(Sequencer submitter) {
    sequencer = submitter;
  }

  /** Answers from the present state; {@code query} must be short and keep nothing mutable. */
  public <T extends @Nullable Object> T read(Function<RatingEngine, T> query) {
    lock.lock();
    try {
      return query.apply(engine);
    } finally {
      lock.unlock();
    }
  }

  /** What stopped the shard, or null. */
  public @Nullable Throwable failure() {
    return failure.get();
  }

  /** The state of the engine after the entry at a position. */
  record Image(LogPosition place, EngineImage image) {}

  /** The state as it is now, between two entries. */
  public CapturedState capture() {
    return new CapturedState(image());
  }

  Image image() {
    return read(state -> new Image(place, state.image()));
  }

  /** Restores a snapshot, before anything is applied. */
  void restore(Image restored) {
    read(state -> {
      if (restored.place().shard() != place.shard()) {
        throw new IllegalArgumentException("it belongs to shard " + restored.place().shard());
      }
      try {
        state.restore(restored.image());
      } catch (UnknownLevelException e) {
        throw new NewerFormatException("the snapshot of " + restored.place() + ": " + e.getMessage());
      }
      place = restored.place();
      return place;
    });
  }

  void makeRecordsDurable() {
    listener.makeRecordsDurable();
  }

  void snapshotFailed() {
    listener.snapshotFailed();
  }

  int shard() {
    return shard;
  }

  /** Applies nothing more, and fails the commands that wait and all later ones. */
  public void stop(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      Sequencer submitter = sequencer;
      if (submitter != null) {
        submitter.fail(cause);
      }
      listener.failed(cause);
    }
  }

  /**
   * Applies the entry's commands for this shard; an entry that the restored snapshot covers has been applied.
   *
   * @param waiting the calls that wait for the outcomes of all commands of the entry; empty when none do
   */
  void apply(LogEntry entry, List<Submission> waiting, long term, long index) {
    if (failure.get() != null) {
      throw new IllegalStateException("the shard has stopped", failure.get());
    }
    long startNanos = System.nanoTime();
    int count = 0;
    try {
      lock.lock();
      try {
        if (index > place.index()) {
          var next = new LogPosition(shard, term, index);
          count = apply(engine, entry, next, (i, outcome) -> {
            if (!waiting.isEmpty()) {
              complete(waiting.get(i), outcome);
            }
          });
          place = next;
        }
      } finally {
        lock.unlock();
      }
      if (count > 0) {
        listener.entryApplied(count, System.nanoTime() - startNanos);
      }
    } catch (RuntimeException | Error bug) {
      stop(bug);
      throw bug;
    }
  }

  private static void complete(Submission waiting, Outcome outcome) {
    waiting.applied().accept(outcome);
    waiting.outcome().complete(outcome);
  }

  /** Receives the outcome of a command, with the command's place in its entry. */
  interface Outcomes {
    void applied(int command, Outcome outcome);
  }

  /**
   * Applies an entry's commands for a shard; time advances with the first. Returns how many there were.
   *
   * @throws NewerFormatException when this version does not know a command, or the level that it raises
   */
  static int apply(RatingEngine engine, LogEntry entry, LogPosition place, Outcomes outcomes) {
    int count = 0;
    for (int i = 0; i < entry.getCommandsCount(); i++) {
      LogCommand command = entry.getCommands(i);
      if (command.getShard() == place.shard()) {
        if (count++ == 0) {
          engine.advance(entry.getTimeMicros());
        }
        outcomes.applied(i, apply(engine, command, place));
      }
    }
    return count;
  }

  private static Outcome apply(RatingEngine engine, LogCommand command, LogPosition place) {
    try {
      return engine.apply(CommandDecoder.decode(command), LifecycleCodec.author(command));
    } catch (UnknownLevelException | NewerFormatException e) {
      throw new NewerFormatException("the log entry at " + place + ": " + e.getMessage());
    }
  }
}
