package dev.tollbridge.client;

/** Threads for tests of methods that wait. */
final class Threads {

  private Threads() {}

  /** Something that waits. */
  interface Waiting {

    void run() throws InterruptedException;
  }

  /** Runs it on a new thread, and returns once that thread waits. */
  static Thread startAndAwaitWaiting(Waiting waiting) {
    Thread thread = Thread.ofPlatform().daemon().start(() -> {
      try {
        waiting.run();
      } catch (InterruptedException unexpected) {
        throw new IllegalStateException(unexpected);
      }
    });
    while (thread.getState() != Thread.State.WAITING) {
      if (!thread.isAlive()) {
        throw new AssertionError("did not wait");
      }
      Thread.onSpinWait();
    }
    return thread;
  }
}
