package dev.tollbridge.server.worker;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker that does the work it is given, one after the other. Callers limit how much waits. */
public final class WorkQueue implements Executor, AutoCloseable {
  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final Worker worker;
  private boolean closed;

  /** @param onFailure called with what work throws; the waiting work is still done */
  public WorkQueue(String name, Consumer<Throwable> onFailure) {
    worker = Worker.start(name, this::next, (failure, _) -> {
      onFailure.accept(failure);
      return isDone() ? null : Duration.ZERO;
    });
  }

  private @Nullable Duration next() throws InterruptedException {
    waiting.take().run();
    return isDone() ? null : Duration.ZERO;
  }

  private synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /** @throws RejectedExecutionException when it has been closed */
  @Override
  public synchronized void execute(Runnable work) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    waiting.add(work);
  }

  /** Accepts no more work, and waits until all of it is done. */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        waiting.add(() -> {}); // wakes the worker
      }
    }
    worker.awaitEnd();
  }
}
