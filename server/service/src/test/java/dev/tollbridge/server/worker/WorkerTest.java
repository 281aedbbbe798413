package dev.tollbridge.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class WorkerTest {
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final AtomicInteger rounds = new AtomicInteger();

  /** Fails in each of its first rounds, then ends. */
  private final class Failing implements Worker.Task {
    private final int failures;
    private final Throwable failure;

    Failing(int failures, Throwable failure) {
      this.failures = failures;
      this.failure = failure;
    }

    @Override
    public @Nullable Duration round() throws Exception {
      if (rounds.incrementAndGet() > failures) {
        return null;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }

    @Override
    public void close() {
      said.add("closed");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whateverIsThrownStopsWhatCannotDoWithoutTheWorker(boolean error) {
    var stopped = new CompletableFuture<Throwable>();
    Throwable failure = error ? new AssertionError("a bug") : new IllegalStateException("a bug");
    try (var worker = Worker.start("clockwork", new Failing(1, failure),
        Failures.stop("clockwork", stopped::complete))) {
      worker.awaitEnd();
    }
    assertThat(stopped.join()).isInstanceOf(WorkerFailedException.class).hasCause(failure)
        .hasMessageContaining("the clockwork failed").hasMessageContaining("a bug");
    assertThat(said).containsExactly("closed");
    assertThat(rounds).hasValue(1);
  }

  @Test
  void whatCanWaitIsTriedAgainAndCounted() {
    var failed = new AtomicInteger();
    var worker = Worker.start("sweeper", new Failing(3, new IllegalStateException("a bug")),
        Failures.retry("sweeper", Duration.ofNanos(1), failed::incrementAndGet));
    worker.awaitEnd();
    assertThat(failed).hasValue(3);
    assertThat(rounds).hasValue(4);
  }

  @Test
  void failuresInARowAreCountedFromTheLastGoodRound() {
    BlockingQueue<Integer> rows = new LinkedBlockingQueue<>();
    Worker.start("counter", () -> {
      int round = rounds.incrementAndGet();
      if (round % 3 == 0) {
        return round == 6 ? null : Duration.ZERO;
      }
      throw new IllegalStateException("a bug");
    }, (_, inARow) -> {
      rows.add(inARow);
      return Duration.ZERO;
    }).awaitEnd();
    assertThat(rows).containsExactly(1, 2, 1, 2);
  }

  @Test
  void aTaskThatCannotBeClosedIsReported() {
    var stopped = new CompletableFuture<Throwable>();
    Worker.start("closer", new Worker.Task() {
      @Override
      public @Nullable Duration round() {
        return null;
      }

      @Override
      public void close() {
        throw new IllegalStateException("it is stuck");
      }
    }, Failures.stop("closer", stopped::complete)).awaitEnd();
    assertThat(stopped.join()).hasMessageContaining("it is stuck");
  }

  @Test
  void closingWaitsForTheRoundAndCutsTheRestShort() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var worker = Worker.start("slow", () -> {
      begun.countDown();
      goOn.await();
      said.add("round");
      return Duration.ofDays(1);
    }, Failures.stop("slow", failure -> said.add("failed")));
    begun.await();
    worker.end();
    assertThat(worker.endsWithin(Duration.ofMillis(1))).isFalse();
    goOn.countDown();
    worker.close();
    assertThat(said).containsExactly("round");
  }

  @Test
  void aRoundThatWaitsCanBeInterruptedWhichIsNoFailure() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var worker = Worker.start("waiting", () -> {
      begun.countDown();
      return Duration.ofMillis(Long.parseLong(said.take()));
    }, Failures.stop("waiting", failure -> said.add("failed")));
    begun.await();
    worker.interrupt();
    worker.awaitEnd();
    assertThat(said).isEmpty();
  }

  @Test
  void aQueueDoesWhatItIsGivenAlsoAfterAFailureAndBeforeItCloses() {
    BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    var queue = new WorkQueue("queue", failures::add);
    queue.execute(() -> said.add("first"));
    queue.execute(() -> {
      throw new AssertionError("a bug");
    });
    queue.execute(() -> said.add("third"));
    queue.close();
    assertThat(said).containsExactlyElementsOf(List.of("first", "third"));
    assertThat(failures).singleElement().asString().contains("a bug");
    assertThatThrownBy(() -> queue.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    queue.close();
  }
}
