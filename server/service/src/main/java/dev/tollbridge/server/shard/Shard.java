package dev.tollbridge.server.shard;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.FreeReason;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.server.log.Sequencer;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.record.RecordStore;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One shard as its leader has it, for one {@link Reign}: commands go in, effects go out to bridges. */
public final class Shard {
  private final Member member;
  private final Sequencer sequencer;
  private final ServerMetrics metrics;

  Shard(Member member, Sequencer sequencer, ServerMetrics metrics) {
    this.member = member;
    this.sequencer = sequencer;
    this.metrics = metrics;
  }

  public int number() {
    return member.number();
  }

  public RecordStore records() {
    return member.records();
  }

  /** Sends a bridge's effects to {@code sink}. */
  public void attach(String bridgeId, LegSink sink) {
    member.effects().attach(bridgeId, sink);
  }

  public void detach(String bridgeId, LegSink sink) {
    member.effects().detach(bridgeId, sink);
  }

  /** Logs the passing of time. */
  CompletableFuture<Outcome> tick() {
    return submit(new Command.Tick(), _ -> metrics.ticked());
  }

  /** Logs and applies a command and returns its outcome. */
  public CompletableFuture<Outcome> submit(Command command) {
    return submit(command, _ -> {});
  }

  /** Logs and applies a command; {@code applied} gets the outcome before anything else is applied. */
  public CompletableFuture<Outcome> submit(Command command, Consumer<Outcome> applied) {
    return submit(command, Author.NONE, applied);
  }

  /** Logs and applies a command that somebody sent. */
  public CompletableFuture<Outcome> submit(Command command, Author author) {
    return submit(command, author, _ -> {});
  }

  private CompletableFuture<Outcome> submit(Command command, Author author, Consumer<Outcome> applied) {
    long startNanos = System.nanoTime();
    return sequencer.submit(number(), command, author, applied).whenComplete((_, failure) -> {
      if (failure == null) {
        metrics.committed(System.nanoTime() - startNanos);
      }
    });
  }

  /** Logs the first command of a reign; effects leave from the moment it is applied. */
  CompletableFuture<Outcome> begin(Command first) {
    return submit(first, _ -> member.effects().open());
  }

  /** Nothing leaves any more. */
  void end() {
    member.effects().close();
  }

  /** Makes known that a leg was answered that nothing prices. */
  public void reportUnpriced(Call call, FreeReason reason) {
    member.effects().reportUnpriced(call, reason);
  }

  /** Answers from the present state; {@code query} must be short and keep nothing mutable. */
  public <T extends @Nullable Object> T read(Function<RatingEngine, T> query) {
    return member.replica().read(query);
  }
}
