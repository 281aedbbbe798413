package dev.tollbridge.server.api;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long connections may be read that carry no stream: together for a fifth of a transport thread's time, each for as
 * long as the others that are paused, so that a flood of calls leaves the remainder to bridges.
 */
final class ReadTurns {
  /** How many times as long as its turn took a connection waits for the next, alone. */
  static final int WAITS = 4;
  /** What a connection may take without a pause. */
  static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  /** What is counted at most: the first calls of all load classes. */
  static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final int threads;
  private final AtomicInteger paused = new AtomicInteger();

  /** @param threads that read connections */
  ReadTurns(int threads) {
    this.threads = threads;
  }

  /** For one connection, and the thread that reads it. */
  Turn turn() {
    return new Turn();
  }

  /** What a connection has taken. */
  final class Turn {
    private long takenNanos;
    private long lastNanos;

    /** A read has been handled; returns how long the next should wait. */
    long took(long startNanos, long endNanos) {
      int waits = WAITS * Math.max(1, paused.get() / threads);
      long before = takenNanos == 0 ? 0 : Math.max(0, takenNanos - (startNanos - lastNanos) / waits);
      takenNanos = Math.min(MAX_NANOS, before + endNanos - startNanos);
      lastNanos = endNanos;
      return takenNanos > FREE_NANOS ? takenNanos * waits : 0;
    }

    /** It is read no further for now. */
    void pause() {
      paused.incrementAndGet();
    }

    /** It is read again, or has ended. */
    void end() {
      paused.decrementAndGet();
    }
  }
}
