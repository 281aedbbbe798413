package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** In which order threads do what connections ask for. */
final class CallTurnsTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final CallTurns flood = new CallTurns(2);
  private final CallTurns honest = new CallTurns(2);

  private void ask(CallTurns connection, String work) {
    connection.execute(threads::add, () -> done.add(work));
  }

  private void finish() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  @Test
  void aConnectionWaitsForNoMoreThanAnothersTurns() {
    for (int i = 0; i < 100; i++) {
      ask(flood, "flood");
    }
    ask(honest, "honest");
    assertThat(threads).hasSize(3);
    finish();
    assertThat(done).hasSize(101).startsWith("flood", "flood", "honest", "flood");
  }

  @Test
  void workIsBegunInItsOrder() {
    for (int i = 0; i < 6; i++) {
      ask(honest, "work " + i);
      if (i == 3) {
        Objects.requireNonNull(threads.poll()).run();
      }
    }
    finish();
    assertThat(done).containsExactly("work 0", "work 1", "work 2", "work 3", "work 4", "work 5");
    ask(honest, "later");
    finish();
    assertThat(done).endsWith("later");
  }

  @Test
  void workDoesNotWaitForOneThatIsSlow() {
    Queue<Runnable> inside = new ArrayDeque<>(List.of(() -> {
      ask(honest, "beside");
      ask(honest, "next");
      Objects.requireNonNull(threads.poll()).run();
      Objects.requireNonNull(threads.poll()).run();
    }));
    honest.execute(threads::add, () -> Objects.requireNonNull(inside.poll()).run());
    finish();
    assertThat(done).containsExactly("beside", "next");
    assertThat(threads).isEmpty();
  }

  @Test
  void othersGoOnWhenOneFails() {
    for (int i = 0; i < 3; i++) {
      honest.execute(threads::add, () -> {
        throw new IllegalStateException("work");
      });
    }
    ask(honest, "after");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> Objects.requireNonNull(threads.poll()).run()).hasMessage("work");
    }
    finish();
    assertThat(done).containsExactly("after");
    assertThat(threads).isEmpty();
  }
}
