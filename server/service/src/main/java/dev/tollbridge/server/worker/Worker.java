package dev.tollbridge.server.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that does one task, round after round, until the task ends or the worker is closed. Whatever a round
 * throws goes to the worker's {@link FailureHandler}: no thread of this server ends unnoticed.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Task task;
  private final FailureHandler onFailure;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;
  private int failuresInARow;

  /** What a worker does. Both methods run on its thread. */
  public interface Task {
    /** Does one round. Returns how long to rest before the next one; null when there is none. */
    @Nullable
    Duration round() throws Exception;

    /** Called once when there are no more rounds, also when the last one failed. */
    default void close() throws Exception {}
  }

  /** What happens to a worker when a round fails. */
  public interface FailureHandler {
    /**
     * Handles a failure. Returns how long to rest before the task is tried again; null when it ends.
     *
     * @param inARow failed rounds since the last one that did not, 1 or more
     */
    @Nullable
    Duration failed(Throwable failure, int inARow);
  }

  /** A worker that is not running yet; {@link #start()} starts it. */
  public Worker(String name, Task task, FailureHandler onFailure) {
    this.task = task;
    this.onFailure = onFailure;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /** Starts a worker. */
  public static Worker start(String name, Task task, FailureHandler onFailure) {
    return new Worker(name, task, onFailure).start();
  }

  /** Starts a thread that does something once. */
  public static Worker once(String name, OneRound work, FailureHandler onFailure) {
    return start(name, () -> {
      work.run();
      return null;
    }, onFailure);
  }

  /** The work of {@link #once}. */
  public interface OneRound {
    void run() throws Exception;
  }

  /** Starts the thread; to be called once. */
  public Worker start() {
    thread.start();
    return this;
  }

  private void run() {
    Duration rest = Duration.ZERO;
    while (rest != null && !endsDuring(rest)) {
      rest = round();
    }
    try {
      task.close();
    } catch (Exception | Error e) {
      var _ = onFailure.failed(e, failuresInARow + 1);
    }
  }

  private boolean endsDuring(Duration rest) {
    try {
      return rest.isZero() ? isEnding() : ending.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      LOG.debug("{} was interrupted while it waited", thread.getName(), e);
      return isEnding();
    }
  }

  private @Nullable Duration round() {
    try {
      Duration rest = task.round();
      failuresInARow = 0;
      return rest;
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException && isEnding()) {
        return null;
      }
      failuresInARow++;
      return onFailure.failed(e, failuresInARow);
    }
  }

  /** Whether it has been asked to end. */
  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Asks it to end after the present round; does not wait. */
  public void end() {
    ending.countDown();
  }

  /** Asks it to end and interrupts a waiting round; does not wait for it. */
  public void interrupt() {
    end();
    thread.interrupt();
  }

  /** Waits until it has ended, up to a limit. Returns whether it has. */
  public boolean endsWithin(Duration limit) {
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until it has ended, regardless of interrupts. */
  public void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks it to end after the present round, and waits for that. */
  @Override
  public void close() {
    end();
    awaitEnd();
  }
}
