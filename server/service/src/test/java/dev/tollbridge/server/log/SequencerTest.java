package dev.tollbridge.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.log.v1.LogCommand;
import dev.tollbridge.server.log.v1.LogEntry;
import dev.tollbridge.server.worker.WorkerFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SequencerTest {
  private static final int SHARD = 2;

  private final BlockingQueue<Append> appends = new LinkedBlockingQueue<>();
  private final Sequencer sequencer = new Sequencer("sequencer", 7, this::append, () -> 42);

  /** An entry submitted to the log that is not yet known to be on disk. */
  private record Append(LogEntry entry, CompletableFuture<?> applied) {}

  private CompletableFuture<?> append(byte[] entry) {
    var applied = new CompletableFuture<Void>();
    try {
      appends.add(new Append(LogEntry.parseFrom(entry), applied));
    } catch (InvalidProtocolBufferException e) {
      applied.completeExceptionally(e);
    }
    return applied;
  }

  private CompletableFuture<Outcome> submit(Command command) {
    return sequencer.submit(SHARD, command, Author.NONE, _ -> {});
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  @Test
  void stampsEntriesWithTimeSubmitterAndNumber() throws InterruptedException {
    var _ = submit(new Command.Tick());
    LogEntry first = appends.take().entry();
    var _ = submit(new Command.Tick());
    LogEntry second = appends.take().entry();

    assertThat(first.getTimeMicros()).isEqualTo(42);
    assertThat(first.getSubmitter()).isEqualTo(7);
    assertThat(List.of(first.getNumber(), second.getNumber())).containsExactly(1L, 2L);
    assertThat(first.getCommandsList()).extracting(LogCommand::getShard).containsExactly(SHARD);
  }

  @Test
  void commandsThatQueueUpShareAnEntryInTheirOrder() throws InterruptedException {
    List<Append> inFlight = fill().inFlight();
    List<Command> queued = List.of(contact(1), contact(2), contact(3));
    queued.forEach(command -> {
      var _ = submit(command);
    });
    inFlight.forEach(append -> append.applied().complete(null));
    List<Command> logged = new ArrayList<>();
    while (logged.size() < 1 + queued.size()) {
      appends.take().entry().getCommandsList().forEach(command -> logged.add(CommandDecoder.decode(command)));
    }

    assertThat(logged.subList(1, logged.size())).isEqualTo(queued);
  }

  /** Two commands of this size fit into an entry, next to the small one that waits; three do not. */
  @Test
  void anEntryStaysBelowItsLimitUnlessOneCommandIsLarger() throws InterruptedException {
    List<Append> inFlight = fill().inFlight();
    String third = "b".repeat(Sequencer.MAX_ENTRY_BYTES / 3);
    List<Command> queued = List.of(new Command.Contact(third, 1), new Command.Contact(third, 2),
        new Command.Contact(third, 3), new Command.Contact("b".repeat(Sequencer.MAX_ENTRY_BYTES), 4), contact(5));
    queued.forEach(command -> {
      var _ = submit(command);
    });
    inFlight.forEach(append -> append.applied().complete(null));

    assertThat(counts(1 + queued.size())).containsExactly(3, 1, 1, 1);
  }

  /** Next to the small command that waits, these fill an entry to the last event. */
  @Test
  void anEntryHasSoManyEventsAtMost() throws InterruptedException {
    List<Append> inFlight = fill().inFlight();
    int half = Sequencer.MAX_ENTRY_WEIGHT / 2;
    List<Command> queued = List.of(events(half - 1), events(half), events(1), events(half), events(half));
    queued.forEach(command -> {
      var _ = submit(command);
    });
    inFlight.forEach(append -> append.applied().complete(null));

    assertThat(counts(1 + queued.size())).containsExactly(3, 2, 1);
  }

  private static Command events(int count) {
    return new Command.LegEvents("bridge", 1, 1, count, IntStream.rangeClosed(1, count)
        .<LegEvent>mapToObj(i -> new LegEvent.Ended(i, i, "", 0, "")).toList());
  }

  /** How many commands the next entries have, up to a sum. */
  private List<Integer> counts(int sum) throws InterruptedException {
    List<Integer> counts = new ArrayList<>();
    for (int logged = 0; logged < sum; logged += counts.getLast()) {
      Append append = appends.take();
      counts.add(append.entry().getCommandsCount());
      append.applied().complete(null);
    }
    return counts;
  }

  @Test
  void aFullQueueRefuses() throws InterruptedException {
    fill();
    List<CompletableFuture<Outcome>> outcomes = IntStream.rangeClosed(0, Sequencer.MAX_QUEUED)
        .mapToObj(i -> submit(contact(i))).toList();

    assertThat(outcomes.getFirst()).isNotDone();
    assertThatThrownBy(outcomes.getLast()::join).hasCauseInstanceOf(LogBusyException.class);
  }

  @Test
  void aFailedAppendFailsItsCommands() throws InterruptedException {
    CompletableFuture<Outcome> outcome = submit(new Command.Tick());
    appends.take().applied().completeExceptionally(new IOException("the disk is full"));

    assertThatThrownBy(outcome::join).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LogUnavailableException.class).hasMessageContaining("the disk is full");
  }

  @Test
  void theFirstFailedAppendClosesItForGood() throws InterruptedException {
    Full full = fill();
    var failure = new IOException("the disk is full");
    full.inFlight().getFirst().applied().completeExceptionally(failure);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(full.submitted());
    outcomes.add(full.waiting());
    outcomes.add(submit(new Command.Tick()));

    assertThat(outcomes).allSatisfy(outcome -> assertThatThrownBy(outcome::join)
        .hasCauseInstanceOf(LogUnavailableException.class).hasMessageContaining("the disk is full"));
    assertThat(sequencer.failure()).isCompletedWithValue(failure);
    sequencer.close();
    assertThat(appends).isEmpty();
  }

  @Test
  void aBugClosesItForGood() {
    try (var broken = new Sequencer("sequencer", 7, this::append, () -> {
      throw new IllegalStateException("the clock is broken");
    })) {
      assertThatThrownBy(broken.submit(0, new Command.Tick(), Author.NONE, _ -> {})::join)
          .hasCauseInstanceOf(LogUnavailableException.class)
          .hasMessageContaining("the clock is broken");
      assertThatThrownBy(broken.submit(0, new Command.Tick(), Author.NONE, _ -> {})::join)
          .hasCauseInstanceOf(LogUnavailableException.class);
      assertThat(broken.failure().join()).isInstanceOf(WorkerFailedException.class);
    }
    assertThat(appends).isEmpty();
  }

  @Test
  void closingIsNoFailure() throws InterruptedException {
    CompletableFuture<Outcome> outcome = submit(new Command.Tick());
    Append append = appends.take();
    sequencer.close();
    assertThat(outcome).isNotDone();
    append.applied().completeExceptionally(new IOException("the log is closed"));
    assertThat(outcome).isCompletedExceptionally();
    assertThat(sequencer.failure()).isNotDone();
  }

  @Test
  void aFailedLogFailsWhatIsUnderWayAndWhatComesLater() throws InterruptedException {
    Full full = fill();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(full.submitted());
    outcomes.add(full.waiting());
    sequencer.fail(new IOException("the disk is full"));
    outcomes.add(submit(new Command.Tick()));

    assertThat(outcomes).allSatisfy(outcome -> assertThatThrownBy(outcome::join)
        .hasCauseInstanceOf(LogUnavailableException.class).hasMessageContaining("the disk is full"));
    sequencer.close();
    assertThat(appends).isEmpty();
  }

  @Test
  void closingFailsEverythingThatWasNotAppended() throws InterruptedException {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(List.of(fill().waiting()));
    IntStream.range(0, 10).mapToObj(i -> submit(contact(i))).forEach(outcomes::add);
    sequencer.close();

    outcomes.add(submit(new Command.Tick()));

    assertThat(outcomes).allMatch(CompletableFuture::isDone).extracting(CompletableFuture::exceptionNow)
        .hasOnlyElementsOfType(LogUnavailableException.class);
  }

  /** The maximum of entries in flight, and one more command that waits for a place. */
  private record Full(
      List<CompletableFuture<Outcome>> submitted, List<Append> inFlight, CompletableFuture<Outcome> waiting) {}

  private Full fill() throws InterruptedException {
    List<CompletableFuture<Outcome>> submitted = new ArrayList<>();
    List<Append> inFlight = new ArrayList<>();
    for (int i = 0; i < Sequencer.MAX_ENTRIES_IN_FLIGHT; i++) {
      submitted.add(submit(new Command.Tick()));
      inFlight.add(appends.take());
    }
    CompletableFuture<Outcome> waiting = submit(new Command.Tick());
    while (sequencer.queued() > 0) {
      Thread.onSpinWait();
    }
    return new Full(submitted, inFlight, waiting);
  }

  private static Command contact(long session) {
    return new Command.Contact("bridge", session);
  }
}
