package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.Shard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A bridge's complete list of active legs, in parts of at least one leg; an empty list is one part. */
record ActiveLegList(long throughSequence, List<List<Long>> parts) {
  /**
   * Sends the list to a shard and adds the outcome to the total. Part by part, and not when {@code over}: a list with a
   * part missing, or mixed with another stream's, would close active legs.
   */
  CompletableFuture<Outcome> submit(String bridgeId, long session, Shard shard, ReconciliationTotal total,
      BooleanSupplier over) {
    CompletableFuture<Outcome> last = CompletableFuture.completedFuture(Outcome.DONE);
    for (int i = 0; i < parts.size(); i++) {
      var command = new Command.ListActiveLegs(bridgeId, session, throughSequence, parts.get(i), i == 0,
          i == parts.size() - 1);
      last = last.thenCompose(_ -> over.getAsBoolean() ? ended() : shard.submit(command)).thenApply(outcome -> {
        total.add(Statuses.require(outcome, Outcome.Listed.class));
        return outcome;
      });
    }
    return last;
  }

  private static CompletableFuture<Outcome> ended() {
    return CompletableFuture.failedFuture(ApiErrors.aborted("STREAM_ENDED", "the stream ended within the list"));
  }
}
