package dev.tollbridge.server.api;

import dev.tollbridge.core.engine.Command;
import dev.tollbridge.core.engine.LegSelection;
import dev.tollbridge.core.engine.LegView;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.server.rpc.CallTypes;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.EndLegRequest;
import dev.tollbridge.v1.EndLegResponse;
import dev.tollbridge.v1.LegServiceGrpc;
import dev.tollbridge.v1.LegServiceGrpc.LegServiceImplBase;
import dev.tollbridge.v1.ListLegsRequest;
import dev.tollbridge.v1.ListLegsResponse;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Serves the legs that are active now. */
final class LegGrpc extends LegServiceImplBase {
  private static final int MAX_ID_LENGTH = 64;

  private final ShardRouter router;

  LegGrpc(ShardRouter router) {
    this.router = router;
  }

  @Override
  public void listLegs(ListLegsRequest request, StreamObserver<ListLegsResponse> caller) {
    Responses.now(caller, () -> {
      LegPages asked = RequestChecks.checked(
          checks -> LegPages.of(request.getPageSize(), request.getPageToken(), checks));
      LegSelection selection = RequestChecks.checked(checks -> selection(request, Caller.current(), checks));
      var encoder = LegEncoder.of(Caller.current());
      var page = asked.find(selection, shards(selection));
      return ListLegsResponse.newBuilder().setNextPageToken(page.nextPageToken())
          .addAllLegs(page.items().stream().map(found -> encoder.encode(found.leg())).toList()).build();
    });
  }

  /** Of a caller who is bound to organizations and names none: the legs of all of these. */
  private static LegSelection selection(ListLegsRequest request, Caller caller, RequestChecks checks) {
    String organizationId = request.getOrganizationId();
    if (!organizationId.isEmpty()) {
      checks.id("organization_id", organizationId);
    }
    return new LegSelection(organizationId.isEmpty() ? caller.organizations() : Set.of(organizationId),
        checks.optionalText("bridge_id", request.getBridgeId(), MAX_ID_LENGTH),
        checks.optionalText("conference_id", request.getConferenceId(), MAX_ID_LENGTH),
        checks.optionalText("leg_id", request.getLegId(), MAX_ID_LENGTH),
        CallTypes.decode(request.getCallType()), LegEncoder.decode(request.getState()));
  }

  /** Those that may have such legs, in order. */
  private List<Shard> shards(LegSelection selection) {
    Stream<Shard> shards = selection.organizationIds().isEmpty()
        ? router.shards().stream()
        : selection.organizationIds().stream().map(router::of).distinct();
    return shards.sorted(Comparator.comparingInt(Shard::number)).toList();
  }

  @Override
  public void endLeg(EndLegRequest request, StreamObserver<EndLegResponse> caller) {
    Responses.later(caller, () -> {
      var command = RequestChecks.checked(checks -> new Command.HangUpLeg(
          Fingerprints.request(checks.foreignId("request_id", request.getRequestId()), request),
          checks.id("organization_id", request.getOrganizationId()),
          checks.requiredText("bridge_id", request.getBridgeId(), MAX_ID_LENGTH),
          checks.foreignId("leg_id", request.getLegId())));
      var encoder = LegEncoder.of(Caller.current());
      Shard shard = router.of(command.organizationId());
      return shard.submit(command, Authors.audited(LegServiceGrpc.getEndLegMethod())).thenApply(outcome -> {
        Statuses.require(outcome, Outcome.EntryMade.class);
        return response(shard, command, encoder);
      });
    });
  }

  private static EndLegResponse response(Shard shard, Command.HangUpLeg command, LegEncoder encoder) {
    LegView leg = shard.read(engine -> engine.leg(command.organizationId(), command.bridgeId(), command.legId()));
    return leg == null
        ? EndLegResponse.getDefaultInstance()
        : EndLegResponse.newBuilder().setLeg(encoder.encode(leg)).build();
  }
}
