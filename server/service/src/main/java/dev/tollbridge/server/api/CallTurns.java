package dev.tollbridge.server.api;

import io.grpc.Attributes;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Has the calls of one connection take turns with those of others: none waits for all that another has sent. */
final class CallTurns {
  /** On the calls of a connection. */
  static final Attributes.Key<CallTurns> KEY = Attributes.Key.create("tollbridge-call-turns");

  private final int atOnce;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  /** Turns that run or are about to. */
  private int taken;
  /** Those that are about to: each takes one of what waits. */
  private int submitted;

  /** @param atOnce threads that the connection may use */
  CallTurns(int atOnce) {
    this.atOnce = atOnce;
  }

  /** Does work on one of the threads, after what the connection has had waiting and what others have in between. */
  void execute(Executor threads, Runnable work) {
    synchronized (this) {
      waiting.add(work);
      if (taken == atOnce) {
        return;
      }
      taken++;
      submitted++;
    }
    threads.execute(() -> turn(threads));
  }

  private void turn(Executor threads) {
    try {
      next().run();
    } finally {
      if (goesOn()) {
        threads.execute(() -> turn(threads));
      }
    }
  }

  private synchronized Runnable next() {
    submitted--;
    return waiting.remove();
  }

  private synchronized boolean goesOn() {
    boolean more = waiting.size() > submitted;
    if (more) {
      submitted++;
    } else {
      taken--;
    }
    return more;
  }
}
