package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Author;
import dev.tollbridge.core.engine.Level;
import dev.tollbridge.core.engine.Refusal;
import dev.tollbridge.core.engine.ReratingScope;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.MicrosRange;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.server.worker.Worker;
import dev.tollbridge.v1.CallType;
import dev.tollbridge.v1.RerateCallsMode;
import dev.tollbridge.v1.RerateCallsRequest;
import dev.tollbridge.v1.RerateCallsResponse;
import dev.tollbridge.v1.ReratingServiceGrpc;
import dev.tollbridge.v1.ReratingServiceGrpc.ReratingServiceImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Serves re-ratings, each on a thread of its own: they read and wait for a long time. */
final class ReratingGrpc extends ReratingServiceImplBase {
  static final int MAX_CALLS_AT_A_TIME = 4;

  private final ShardRouter router;
  private final ServerMetrics metrics;
  private final Semaphore places = new Semaphore(MAX_CALLS_AT_A_TIME);

  ReratingGrpc(ShardRouter router, ServerMetrics metrics) {
    this.router = router;
    this.metrics = metrics;
  }

  @Override
  public void rerateCalls(RerateCallsRequest request, StreamObserver<RerateCallsResponse> observer) {
    try {
      ReratingScope scope = decode(request);
      List<Shard> shards = shards(scope);
      if (!places.tryAcquire()) {
        throw ApiErrors.resourceExhausted("TOO_MANY_CALLS", MAX_CALLS_AT_A_TIME + " calls of RerateCalls are running;"
            + " repeat this one when one of them has ended", Map.of());
      }
      Author author = Authors.audited(ReratingServiceGrpc.getRerateCallsMethod());
      var caller = new PacedResponses<>((ServerCallStreamObserver<RerateCallsResponse>) observer, metrics,
          PacedResponses.MAX_PAUSE);
      var _ = Worker.once("rerating", () -> run(request, caller, new RerateCallsStream(shards, scope, author, caller)),
          (failure, _) -> {
            // nothing else would end the call: the caller would wait forever
            caller.fail(failure);
            return null;
          });
    } catch (RuntimeException failure) {
      observer.onError(Statuses.of(failure));
    }
  }

  private void run(RerateCallsRequest request, PacedResponses<RerateCallsResponse> caller, RerateCallsStream call) {
    try {
      if (request.getMode() == RerateCallsMode.RERATE_CALLS_MODE_BOOK) {
        call.book(Fingerprints.request(request.getRequestId(), request));
      } else {
        call.dryRun();
      }
      caller.complete();
    } finally {
      places.release();
    }
  }

  private ReratingScope decode(RerateCallsRequest request) {
    ReratingScope scope = RequestChecks.checked(checks -> scope(request, checks));
    // A booked one may be a repeat, which gets its response no matter how old its range is.
    boolean dryRun = request.getMode() == RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN;
    RequestChecks.check(checks -> checks.require(
        !dryRun || scope.fromMicros() >= router.clock().nowMicros() - Level.of(Level.HIGHEST).memory().reratingMicros(),
        "time_range.from",
        "must be at most 62 days ago: rate decks are not kept for longer"));
    return scope;
  }

  private ReratingScope scope(RerateCallsRequest request, RequestChecks checks) {
    boolean booked = request.getMode() == RerateCallsMode.RERATE_CALLS_MODE_BOOK;
    checks.require(booked || request.getMode() == RerateCallsMode.RERATE_CALLS_MODE_DRY_RUN, "mode",
        "must be RERATE_CALLS_MODE_DRY_RUN or RERATE_CALLS_MODE_BOOK");
    if (booked) {
      checks.foreignId("request_id", request.getRequestId());
    }
    if (!request.getOrganizationId().isEmpty()) {
      checks.id("organization_id", request.getOrganizationId());
    }
    var callType = CallTypes.decode(request.getCallType());
    checks.require(callType != null || request.getCallType() == CallType.CALL_TYPE_UNSPECIFIED, "call_type",
        "is not a call type of this version");
    MicrosRange range = checks.timeRange("time_range", request.getTimeRange());
    checks.require(request.getTimeRange().hasFrom(), "time_range.from", "is required");
    checks.require(request.getTimeRange().hasTo(), "time_range.to", "is required");
    checks.require(range.fromMicros() != range.toMicros(), "time_range.to", "must be after from");
    return new ReratingScope(request.getOrganizationId(), callType, range.fromMicros(), range.toMicros());
  }

  private List<Shard> shards(ReratingScope scope) {
    String organizationId = scope.organizationId();
    if (organizationId.isEmpty()) {
      return router.shards();
    }
    Shard shard = router.of(organizationId);
    boolean known = shard.read(engine -> engine.profile(organizationId) != null);
    if (!known) {
      throw Statuses.of(Refusal.NO_SUCH_ORGANIZATION);
    }
    return List.of(shard);
  }
}
