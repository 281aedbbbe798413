package dev.tollbridge.server.api;

import com.google.protobuf.Duration;
import dev.tollbridge.core.engine.Authorization;
import dev.tollbridge.core.engine.Call;
import dev.tollbridge.server.bridge.BridgeStreams;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.CallDecoder;
import dev.tollbridge.server.rpc.Reasons;
import dev.tollbridge.server.rpc.RequestChecks;
import dev.tollbridge.server.shard.ShardRouter;
import dev.tollbridge.v1.AuthorizeLegRequest;
import dev.tollbridge.v1.AuthorizeLegResponse;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceImplBase;
import dev.tollbridge.v1.RateCallsRequest;
import dev.tollbridge.v1.RateCallsResponse;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/** Serves the rating of legs: live, before they start and after the fact. */
final class LegRatingGrpc extends LegRatingServiceImplBase {
  private static final int SECONDS_PER_MINUTE = 60;

  private final ShardRouter router;
  private final ServerMetrics metrics;
  private final BridgeStreams streams;
  private final CallDecoder calls;
  private final Executor bookings;

  LegRatingGrpc(ShardRouter router, ServerMetrics metrics, BridgeStreams streams, CallDecoder calls,
      Executor bookings) {
    this.router = router;
    this.metrics = metrics;
    this.streams = streams;
    this.calls = calls;
    this.bookings = bookings;
  }

  @Override
  public StreamObserver<StreamLegsRequest> streamLegs(StreamObserver<StreamLegsResponse> bridge) {
    return streams.open((ServerCallStreamObserver<StreamLegsResponse>) bridge);
  }

  @Override
  public void authorizeLeg(AuthorizeLegRequest request, StreamObserver<AuthorizeLegResponse> caller) {
    Responses.now(caller, () -> {
      Call call = RequestChecks.checked(checks -> calls.decode(request.getOrganizationId(), request.getOrganizerId(),
          request.getDirection(), request.getServiceNumber(), request.getRemoteNumber(),
          request.getLocationCountryCode(), checks));
      Authorization answer = router.of(call.organizationId()).read(engine -> engine.authorize(call));
      if (answer.denial() != null) {
        metrics.denied(answer.denial());
      }
      return encode(answer);
    });
  }

  private static AuthorizeLegResponse encode(Authorization answer) {
    var response = AuthorizeLegResponse.newBuilder().setDenial(Reasons.encode(answer.denial()));
    if (answer.rate() != null) {
      response.setRate(RateEncoder.encode(answer.rate()));
    }
    if (answer.creditLastsMinutes() != null) {
      response
          .setCreditLasts(Duration.newBuilder().setSeconds((long) SECONDS_PER_MINUTE * answer.creditLastsMinutes()));
    }
    return response.build();
  }

  @Override
  public StreamObserver<RateCallsRequest> rateCalls(StreamObserver<RateCallsResponse> caller) {
    return new RateCallsStream(router, new CompletedCallDecoder(calls), bookings,
        (ServerCallStreamObserver<RateCallsResponse>) caller);
  }
}
