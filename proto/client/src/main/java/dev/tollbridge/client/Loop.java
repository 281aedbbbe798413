package dev.tollbridge.client;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The one thread that owns a client's connection, and its clock. Tasks run one at a time, in order. */
interface Loop extends Executor {

  /** Runs the task later; the result cancels it. */
  Runnable schedule(Runnable task, Duration delay);

  /** Time that only moves forward, in nanoseconds from an arbitrary start. */
  long nanoTime();

  /** Whether the caller is this thread. */
  boolean isCurrent();

  /** Ends the thread after the tasks already due; later ones are dropped. */
  void close();
}
