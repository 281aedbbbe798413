package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.LedgerEntry;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RatingEngine;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.core.engine.ReratingProgress;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.ReratedCall;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRerating;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.ReratedCalls;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the RPC: re-rates shard after shard and sends what changed. Runs on a thread of its own. */
final class RerateCallsStream {
  private final List<Shard> shards;
  private final ReratingScope scope;
  private final Author author;
  private final PacedResponses<RerateCallsResponse> caller;
  private final ReratingTotals totals = new ReratingTotals();

  RerateCallsStream(List<Shard> shards, ReratingScope scope, Author author,
      PacedResponses<RerateCallsResponse> caller) {
    this.shards = shards;
    this.scope = scope;
    this.author = author;
    this.caller = caller;
  }

  void dryRun() {
    for (ShardRerating shard : reratings()) {
      totals.add(shard.dryRun(calls -> send(calls, shard.shard())));
      totals.addActiveLegs(shard.activeLegCount());
    }
    caller.send(RerateCallsResponse.newBuilder().setSummary(totals.encode(false)).build());
  }

  private List<ShardRerating> reratings() {
    return shards.stream().map(shard -> new ShardRerating(shard, scope, author)).toList();
  }

  /** Opens everywhere before anything is booked, and books all before anything is sent: no reader can delay it. */
  void book(Request request) {
    List<ShardRerating> reratings = reratings();
    List<ReratingProgress> opened = reratings.stream().map(shard -> opened(shard, request)).toList();
    boolean repeated = opened.stream().allMatch(ReratingProgress::complete);
    List<ReratingProgress> finished = new ArrayList<>();
    for (int i = 0; i < opened.size(); i++) {
      finished.add(reratings.get(i).finish(opened.get(i)));
    }
    for (int i = 0; i < finished.size(); i++) {
      ShardRerating shard = reratings.get(i);
      shard.changed(finished.get(i), calls -> send(calls, shard.shard()));
      totals.add(finished.get(i).counts());
      totals.addActiveLegs(shard.activeLegCount());
    }
    caller.send(RerateCallsResponse.newBuilder().setSummary(totals.encode(repeated)).build());
  }

  private static ReratingProgress opened(ShardRerating shard, Request request) {
    Outcome outcome = shard.open(request);
    if (outcome instanceof Outcome.Refused(Refusal refusal) && refusal == Refusal.RERATING_OPEN) {
      throw alreadyOpen(shard.shard().read(RatingEngine::openRerating));
    }
    return Statuses.require(outcome, Outcome.ReratingReached.class).rerating();
  }

  private static StatusRuntimeException alreadyOpen(@Nullable ReratingProgress open) {
    if (open == null) {
      return ApiErrors.unavailable("RERATING_JUST_FINISHED", "another re-rating has just finished; repeat the call");
    }
    ReratingScope scope = open.scope();
    return ApiErrors.failedPrecondition(Refusal.RERATING_OPEN.name(),
        "re-rating " + open.request().requestId() + " is not finished; wait for it, or finish it by repeating it",
        Map.of("request_id", open.request().requestId(), "organization_id", scope.organizationId(), "call_type",
            scope.callType() == null ? "" : CallTypes.encode(scope.callType()).name(), "from",
            time(scope.fromMicros()), "to", time(scope.toMicros())));
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private void send(List<ReratedCall> calls, Shard shard) {
    if (!calls.isEmpty()) {
      totals.add(calls);
      var encoded = ReratedCalls.newBuilder();
      calls.forEach(call -> encoded.addCalls(encode(call, shard.number())));
      caller.send(RerateCallsResponse.newBuilder().setCalls(encoded).build());
    }
  }

  private static dev.tollbridge.v1.ReratedCall encode(ReratedCall call, int shard) {
    LedgerEntry.PriceChange prices = call.prices();
    return dev.tollbridge.v1.ReratedCall.newBuilder().setUsageId(call.usageId())
        .setOrganizationId(call.organizationId()).setCurrencyCode(call.currency())
        .setRerating(LedgerEncoder.encode(prices))
        .setDifferenceMicros(prices.newChargeMicros() - prices.oldChargeMicros())
        .setRefundedMicros(call.refundedMicros())
        .setEntryId(call.entrySequence() == 0 ? "" : LedgerEncoder.entryId(shard, call.entrySequence())).build();
  }
}
