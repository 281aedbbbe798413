package dev.tollbridge.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Tries many interleavings of a few threads: in each round they start at the same moment, give or take some spins. */
public final class Interleavings {
  private static final int ROUNDS = 3_000;
  private static final int MAX_SPINS = 400;

  private Interleavings() {}

  /** A round with its own objects; throws when it ended in a wrong state. */
  public interface Round {
    void run(Random random) throws Exception;
  }

  /** What one thread of a round does. */
  public interface Task {
    void run() throws Exception;
  }

  public static void check(Round round) throws Exception {
    var random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      round.run(random);
    }
  }

  /** Runs these at the same time, until all have ended or one has failed. */
  public static void together(Random random, Task... tasks) throws Exception {
    var start = new CountDownLatch(tasks.length);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    var failed = new CompletableFuture<Void>();
    for (Task task : tasks) {
      int spins = random.nextInt(MAX_SPINS);
      var end = new CompletableFuture<Void>();
      ends.add(end);
      Thread.ofPlatform().daemon().start(() -> {
        try {
          start.countDown();
          start.await();
          spin(spins);
          task.run();
          end.complete(null);
        } catch (Throwable failure) {
          failed.completeExceptionally(failure);
        }
      });
    }
    CompletableFuture.anyOf(failed, CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))).get();
  }

  private static void spin(int count) {
    for (int i = 0; i < count; i++) {
      Thread.onSpinWait();
    }
  }
}
