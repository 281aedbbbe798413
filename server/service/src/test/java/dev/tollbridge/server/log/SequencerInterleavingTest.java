package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.Interleavings;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No caller waits forever: each command completes, even if the log fails or closes at that moment. */
@Timeout(60)
@Tag("slow")
class SequencerInterleavingTest {
  private static final int COMMANDS_EACH = 20;

  @Test
  void whatIsSubmittedWhileItClosesIsAnswered() throws Exception {
    Interleavings.check(random -> round(random, Sequencer::close, SequencerInterleavingTest::fail));
  }

  @Test
  void whatIsSubmittedWhileTheLogFailsIsAnswered() throws Exception {
    Interleavings.check(random -> round(random, SequencerInterleavingTest::fail, Sequencer::close));
  }

  private static void fail(Sequencer sequencer) {
    sequencer.fail(new IOException("the disk is gone"));
  }

  /** Two callers submit while the sequencer ends; the log accepts entries and never applies them. */
  private static void round(Random random, Consumer<Sequencer> ending, Consumer<Sequencer> afterwards)
      throws Exception {
    var outcomes = new ConcurrentLinkedQueue<CompletableFuture<Outcome>>();
    var sequencer = new Sequencer("sequencer", 7, _ -> CompletableFuture.completedFuture(null), () -> 42);
    Interleavings.together(random, () -> submit(sequencer, outcomes), () -> submit(sequencer, outcomes),
        () -> ending.accept(sequencer));
    afterwards.accept(sequencer);
    assertThat(List.copyOf(outcomes)).hasSize(2 * COMMANDS_EACH).allMatch(CompletableFuture::isDone);
  }

  private static void submit(Sequencer sequencer, ConcurrentLinkedQueue<CompletableFuture<Outcome>> outcomes) {
    for (int i = 0; i < COMMANDS_EACH; i++) {
      outcomes.add(sequencer.submit(0, new Command.Tick(), Author.NONE, _ -> {}));
    }
  }
}
