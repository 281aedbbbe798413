package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.ClosedCall;
import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.RefundableCall;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.server.shard.Shard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Refunds calls, one at a time: what a call costs is read from the records, and the shard refuses what is out of date.
 * So only a re-rating can get in between, and then the call is read again.
 */
final class CallRefunds {
  private static final int MAX_TRIES = 3;

  private final Executor executor;
  private CompletableFuture<Outcome> before = CompletableFuture.completedFuture(Outcome.DONE);

  /** @param executor where records are read: neither gRPC nor applying threads may wait for a disk */
  CallRefunds(Executor executor) {
    this.executor = executor;
  }

  /** What to refund; an amount of 0 is all that has not been refunded. */
  record Wanted(Request request, String organizationId, String usageId, long amountMicros, String reason) {}

  CompletableFuture<Outcome> refund(Shard shard, Wanted wanted, Author author) {
    return inTurn(() -> refund(shard, wanted, author, MAX_TRIES));
  }

  private synchronized CompletableFuture<Outcome> inTurn(Supplier<CompletableFuture<Outcome>> refund) {
    CompletableFuture<Outcome> done = before.thenComposeAsync(_ -> refund.get(), executor);
    before = done.handle((_, _) -> Outcome.DONE);
    return done;
  }

  private CompletableFuture<Outcome> refund(Shard shard, Wanted wanted, Author author, int tries) {
    return shard.submit(command(shard, wanted), author).thenComposeAsync(
        outcome -> outcome.equals(new Outcome.Refused(Refusal.CALL_CHANGED)) && tries > 1
            ? refund(shard, wanted, author, tries - 1)
            : CompletableFuture.completedFuture(outcome),
        executor);
  }

  private static Command.RefundCall command(Shard shard, Wanted wanted) {
    RefundableCall call = call(shard, wanted);
    return new Command.RefundCall(wanted.request(), wanted.organizationId(), call,
        wanted.amountMicros() == 0 ? call.refundableMicros() : wanted.amountMicros(), wanted.reason());
  }

  /** A call without a record goes to the shard, too: the request may be a repeat. */
  private static RefundableCall call(Shard shard, Wanted wanted) {
    long readThrough = shard.read(RatingEngine::lastLedgerSequence);
    CallRecord record = shard.records().callRecord(wanted.organizationId(), wanted.usageId());
    if (record == null) {
      return RefundableCall.missing(wanted.usageId());
    }
    var priced = shard.records().priced(List.of(record)).getFirst();
    ClosedCall call = ClosedCall.of(record, priced.rerated(), priced.refundedMicros());
    return new RefundableCall(record.sequence(), record.usageId(), call.chargeMicros(), call.refundedMicros(),
        readThrough);
  }
}
