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
  private int taken;

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

  /** Each turn was taken for work that waits. */
  private synchronized Runnable next() {
    return waiting.remove();
  }

  private synchronized boolean goesOn() {
    boolean more = waiting.size() > taken - 1;
    if (!more) {
      taken--;
    }
    return more;
  }
}
