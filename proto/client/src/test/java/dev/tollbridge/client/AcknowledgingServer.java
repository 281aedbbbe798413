package dev.tollbridge.client;

import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.Limits;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.StreamObserver;

/** A server that acknowledges every event after those that it is set to have. */
final class AcknowledgingServer extends LegRatingServiceGrpc.LegRatingServiceImplBase {

  private volatile long lastDurableSequence;

  void has(long sequence) {
    lastDurableSequence = sequence;
  }

  @Override
  public StreamObserver<StreamLegsRequest> streamLegs(StreamObserver<StreamLegsResponse> responses) {
    return new StreamObserver<>() {
      @Override
      public void onNext(StreamLegsRequest request) {
        if (request.hasOpen()) {
          responses.onNext(opened());
        } else if (request.hasEvents()) {
          responses.onNext(acknowledge(request.getEvents().getEventsList().getLast().getSequence()));
        }
      }

      @Override
      public void onError(Throwable error) {}

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }

  private StreamLegsResponse opened() {
    Limits limits = Limits.newBuilder().setMaxEventsPerMessage(8).setMaxUnacknowledgedEvents(100)
        .setMaxActiveLegsPerMessage(50).build();
    return StreamLegsResponse.newBuilder().setOpened(Opened.newBuilder().setLastDurableSequence(lastDurableSequence)
        .setTimeScale(1).setLimits(limits).setLease(com.google.protobuf.Duration.newBuilder().setSeconds(120)))
        .build();
  }

  private static StreamLegsResponse acknowledge(long sequence) {
    return StreamLegsResponse.newBuilder().setEventsAck(EventsAck.newBuilder().setSequence(sequence)).build();
  }
}
