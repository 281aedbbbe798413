package dev.tollbridge.server.api;

import dev.tollbridge.server.engine.Command;
import dev.tollbridge.server.engine.Outcome;
import dev.tollbridge.server.shard.Shard;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bridge's complete list of active legs, in parts of at least one. */
record ActiveLegList(long throughSequence, List<List<Long>> parts) {
  /** Sends the list to a shard and adds what came of it to the total. */
  CompletableFuture<Outcome> submit(String bridgeId, long session, Shard shard, ReconciliationTotal total) {
    CompletableFuture<Outcome> last = CompletableFuture.completedFuture(Outcome.DONE);
    for (int i = 0; i < parts.size(); i++) {
      var command = new Command.ListActiveLegs(bridgeId, session, throughSequence, parts.get(i), i == 0,
          i == parts.size() - 1);
      CompletableFuture<Outcome> part = shard.submit(command).thenApply(outcome -> {
        total.add(Answer.require(outcome, Outcome.Listed.class));
        return outcome;
      });
      last = last.thenCombine(part, (_, outcome) -> outcome);
    }
    return last;
  }
}
