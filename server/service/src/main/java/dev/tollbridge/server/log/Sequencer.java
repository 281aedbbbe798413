package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.worker.Worker;
import dev.tollbridge.server.worker.WorkerFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the commands of all shards into their log, in the order they arrive, many to an entry.
 *
 * <p>One thread takes everything that has queued up and appends it as one entry, {@link #MIN_INTERVAL_NANOS} after the
 * entry before at the earliest: each entry costs an fsync and more CPU than many commands do. While entries wait for
 * the disk more commands queue up, so that entries grow with the load and an idle server responds immediately.
 *
 * <p>The first entry that the log does not accept closes it for good: if the next one were, commands would be missing
 * between those that were applied, and nobody knows which were. A restart, or the next leader, begins with another one.
 */
public final class Sequencer implements AutoCloseable {
  static final int MAX_QUEUED = 16_384;
  static final int MAX_ENTRY_WEIGHT = 4_096;
  static final int MAX_ENTRY_BYTES = 256 * 1024;
  static final int MAX_ENTRIES_IN_FLIGHT = 2;
  /** Between the beginnings of two entries, unless more commands wait than fit one. */
  static final long MIN_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final ArrayBlockingQueue<Submission> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final ConcurrentHashMap<Long, List<Submission>> inFlight = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(MAX_ENTRIES_IN_FLIGHT);
  private final long submitterId;
  private final Appender appender;
  private final LongSupplier clockMicros;
  private final Worker worker;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  /** What the next entry is made of; this and the next three are the worker's own. */
  private final List<Submission> batch = new ArrayList<>();
  private @Nullable Submission heldBack;
  private long entries;
  private long appendedNanos = System.nanoTime() - MIN_INTERVAL_NANOS;
  /** Why nothing more is accepted; null while commands are. */
  private final AtomicReference<@Nullable LogUnavailableException> refusal = new AtomicReference<>();
  private volatile boolean failed;

  /** Appends an entry; the future is complete when it has been applied. */
  interface Appender {
    CompletableFuture<?> append(byte[] entry);
  }

  /**
   * @param submitterId differs from that of every other process that ever wrote this log
   * @param clockMicros engine time
   */
  Sequencer(String name, long submitterId, Appender appender, LongSupplier clockMicros) {
    this.submitterId = submitterId;
    this.appender = appender;
    this.clockMicros = clockMicros;
    this.worker = new Worker(name, new Entries(), (bug, _) -> {
      fail(new WorkerFailedException(name, bug));
      return null;
    });
    worker.start();
  }

  /** Complete with the reason when something other than {@link #close} has closed it for good. */
  CompletableFuture<Throwable> failure() {
    return failure;
  }

  /**
   * Queues a command for a shard. The future is completed with its outcome on the applying thread, or fails with
   * {@link LogBusyException} or {@link LogUnavailableException}.
   *
   * @param applied gets the outcome on the applying thread, before the shard's next command is applied; must be quick
   */
  public CompletableFuture<Outcome> submit(int shard, Command command, Author author, Consumer<Outcome> applied) {
    Submission submission = Submission.of(shard, command, author, applied);
    if (!queue.offer(submission)) {
      submission.outcome().completeExceptionally(new LogBusyException(MAX_QUEUED));
    }
    if (refusal.get() != null) {
      failQueued();
    }
    return submission.outcome();
  }

  private final class Entries implements Worker.Task {
    @Override
    public @Nullable Duration round() throws InterruptedException {
      boolean waiting = heldBack != null;
      batch.add(waiting ? Objects.requireNonNull(heldBack) : queue.take());
      heldBack = null;
      places.acquire();
      if (!waiting) {
        TimeUnit.NANOSECONDS.sleep(appendedNanos + MIN_INTERVAL_NANOS - System.nanoTime());
      }
      fillBatch();
      if (refusal.get() != null) {
        return null;
      }
      appendedNanos = System.nanoTime();
      append(List.copyOf(batch));
      batch.clear();
      return Duration.ZERO;
    }

    /** Fails what has not been appended. */
    @Override
    public void close() {
      if (heldBack != null) {
        batch.add(heldBack);
      }
      fail(batch, Objects.requireNonNull(refusal.get()));
      failQueued();
    }
  }

  /** Adds what has queued up and fits. */
  private void fillBatch() {
    int weight = batch.getFirst().weight();
    int sizeBytes = batch.getFirst().command().getSerializedSize();
    Submission next;
    while ((next = queue.poll()) != null) {
      weight += next.weight();
      sizeBytes += next.command().getSerializedSize();
      if (weight > MAX_ENTRY_WEIGHT || sizeBytes > MAX_ENTRY_BYTES) {
        heldBack = next;
        return;
      }
      batch.add(next);
    }
  }

  private void append(List<Submission> submissions) {
    long number = ++entries;
    var entry = LogEntry.newBuilder().setTimeMicros(clockMicros.getAsLong()).setSubmitter(submitterId)
        .setNumber(number);
    submissions.forEach(submission -> entry.addCommands(submission.command()));
    inFlight.put(number, submissions);
    var _ = appender.append(entry.build().toByteArray()).whenComplete((_, refused) -> {
      if (refused != null) {
        // before the next entry gets the position
        fail(refused);
      }
      places.release();
    });
    if (failed) {
      failInFlight();
    }
  }

  private static void fail(@Nullable List<Submission> submissions, LogUnavailableException failure) {
    if (submissions != null) {
      submissions.forEach(submission -> submission.outcome().completeExceptionally(failure));
    }
  }

  private static LogUnavailableException notTaken(Throwable failure) {
    return new LogUnavailableException("the log did not accept the command: " + failure.getMessage(), failure);
  }

  /** Accepts no more commands, for good, and fails those in flight: only the log shows what became of them. */
  void fail(Throwable cause) {
    boolean first = refusal.compareAndSet(null, notTaken(cause));
    failed = true;
    worker.interrupt();
    failInFlight();
    if (first) {
      failure.complete(cause);
    }
  }

  private void failInFlight() {
    var reason = Objects.requireNonNull(refusal.get());
    inFlight.keySet().forEach(number -> fail(inFlight.remove(number), reason));
  }

  /** The calls that wait for this entry's outcomes, one for each of its commands; empty when it is not ours. */
  List<Submission> waitingFor(LogEntry entry) {
    List<Submission> waiting = entry.getSubmitter() == submitterId ? inFlight.remove(entry.getNumber()) : null;
    return waiting == null ? List.of() : waiting;
  }

  /** Commands waiting to be appended. */
  public int queued() {
    return queue.size();
  }

  /** Accepts no more commands and fails those that were not appended; the others complete as usual. */
  @Override
  public void close() {
    refusal.compareAndSet(null, new LogUnavailableException("the server is shutting down"));
    worker.interrupt();
    worker.awaitEnd();
    failQueued();
  }

  private void failQueued() {
    List<Submission> left = new ArrayList<>();
    queue.drainTo(left);
    fail(left, Objects.requireNonNull(refusal.get()));
  }
}
