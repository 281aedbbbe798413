package dev.tollbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadLoopTest {

  private static final Duration SOON = Duration.ofMillis(5);

  private final ThreadLoop loop = new ThreadLoop("test-loop");

  @Test
  void runsTasksInOrderOnItsOwnThread() {
    List<String> ran = new CopyOnWriteArrayList<>();
    CompletableFuture<Boolean> current = new CompletableFuture<>();
    loop.execute(() -> ran.add("first"));
    loop.execute(() -> ran.add("second"));
    loop.execute(() -> current.complete(loop.isCurrent()));
    assertThat(current.join()).isTrue();
    assertThat(loop.isCurrent()).isFalse();
    assertThat(ran).containsExactly("first", "second");
    loop.close();
  }

  @Test
  void aTimerThatWasTakenBackDoesNotRun() {
    List<String> ran = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> later = new CompletableFuture<>();
    Runnable cancel = loop.schedule(() -> ran.add("taken back"), SOON);
    cancel.run();
    loop.schedule(() -> later.complete(null), SOON);
    later.join();
    assertThat(ran).isEmpty();
    loop.close();
  }

  @Test
  void aTaskThatFailsIsReportedAndDoesNotEndTheLoop() {
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    loop.execute(() -> Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> reported.complete(failure)));
    loop.execute(() -> {
      throw new IllegalStateException("a bug");
    });
    assertThat(reported.join()).hasMessage("a bug");
    CompletableFuture<Void> next = new CompletableFuture<>();
    loop.execute(() -> next.complete(null));
    next.join();
    loop.close();
  }

  @Test
  void afterClosingTheThreadEndsAndTasksAreDropped() throws InterruptedException {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    List<String> ran = new CopyOnWriteArrayList<>();
    loop.execute(() -> thread.complete(Thread.currentThread()));
    loop.schedule(() -> ran.add("timer"), Duration.ofHours(1));
    loop.close();
    thread.join().join();
    loop.execute(() -> ran.add("late"));
    loop.schedule(() -> ran.add("late timer"), Duration.ZERO).run();
    assertThat(ran).isEmpty();
  }
}
