package dev.tollbridge.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A loop that pauses until a test runs it, on a clock that only the test moves; its thread is the test's. */
final class ManualLoop implements Loop {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(
      Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::order));
  private final Thread owner = Thread.currentThread();
  private long nowNanos;
  private long order;
  private volatile boolean closed;

  private record Timer(long dueNanos, long order, Runnable task) {}

  /** Runs what is due now, and what that makes due. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Moves the clock, stopping at every timer on the way. */
  void advance(Duration duration) {
    run();
    long endNanos = nowNanos + duration.toNanos();
    while (!timers.isEmpty() && timers.peek().dueNanos() <= endNanos) {
      Timer timer = timers.remove();
      nowNanos = timer.dueNanos();
      timer.task().run();
      run();
    }
    nowNanos = endNanos;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void execute(Runnable task) {
    if (!closed) {
      tasks.add(task);
    }
  }

  @Override
  public Runnable schedule(Runnable task, Duration delay) {
    Timer timer = new Timer(nowNanos + delay.toNanos(), order++, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == owner;
  }

  @Override
  public void close() {
    closed = true;
    timers.clear();
  }
}
