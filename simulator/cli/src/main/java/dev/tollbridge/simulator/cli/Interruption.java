package dev.tollbridge.simulator.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM during a run: the run is stopped, its reports are still written and its exit code is kept. */
final class Interruption {
  /** Longer than a run waits for a silent server. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int exitCode = 1;
  private volatile boolean happened;

  private Interruption() {}

  static Interruption install(Runnable stop) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.await(stop), "interruption"));
    return interruption;
  }

  /** Whether the run is being ended early. */
  boolean happened() {
    return happened;
  }

  /** The run is over: the process can exit. */
  void finished(int code) {
    exitCode = code;
    done.countDown();
  }

  private void await(Runnable stop) {
    if (done.getCount() == 0) {
      return;
    }
    happened = true;
    stop.run();
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("tollbridge-sim: gave up waiting for the run to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A process ended by a signal would exit with the signal's code, even if something differs.
    Runtime.getRuntime().halt(exitCode);
  }
}
