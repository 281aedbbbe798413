package dev.tollbridge.server.log;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.log.v1.LogCommand;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A command on its way through the log.
 *
 * @param weight how many events it carries, at least 1
 * @param applied called with the outcome on the applying thread, before the next command is applied
 * @param outcome completed on the applying thread
 */
record Submission(LogCommand command, int weight, Consumer<Outcome> applied, CompletableFuture<Outcome> outcome) {
  static Submission of(int shard, Command command, Author author, Consumer<Outcome> applied) {
    int weight = command instanceof Command.LegEvents batch ? Math.max(1, batch.events().size()) : 1;
    return new Submission(CommandEncoder.encode(shard, command, author), weight, applied, new CompletableFuture<>());
  }
}
