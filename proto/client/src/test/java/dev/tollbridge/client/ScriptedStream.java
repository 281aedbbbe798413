package dev.tollbridge.client;

import dev.tollbridge.v1.Closings;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.RejectionReason;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** The server's end of one stream, controlled by a test. */
final class ScriptedStream implements StreamObserver<StreamLegsRequest> {

  private final ServerCallStreamObserver<StreamLegsResponse> responses;
  private final List<StreamLegsRequest> requests = new ArrayList<>();
  private boolean completed;

  ScriptedStream(ServerCallStreamObserver<StreamLegsResponse> responses, boolean reading) {
    this.responses = responses;
    responses.setOnCancelHandler(() -> {});
    if (!reading) {
      responses.disableAutoRequest();
    }
  }

  void read(int messages) {
    responses.request(messages);
  }

  void opened(Opened.Builder opened) {
    responses.onNext(StreamLegsResponse.newBuilder().setOpened(opened).build());
  }

  void acknowledge(long sequence) {
    responses.onNext(
        StreamLegsResponse.newBuilder().setEventsAck(EventsAck.newBuilder().setSequence(sequence)).build());
  }

  void reject(long sequence, long legNumber) {
    Rejection rejection = Rejection.newBuilder().setSequence(sequence).setLegNumber(legNumber)
        .setReason(RejectionReason.REJECTION_REASON_INVALID_FIELD).build();
    responses.onNext(StreamLegsResponse.newBuilder()
        .setEventsAck(EventsAck.newBuilder().setSequence(sequence).addRejections(rejection)).build());
  }

  void close(long legNumber) {
    send(StreamLegsResponse.newBuilder().setClosings(
        Closings.newBuilder().addClosings(LegClosed.newBuilder().setLegNumber(legNumber))));
  }

  void send(StreamLegsResponse.Builder response) {
    responses.onNext(response.build());
  }

  void fail(Status.Code code) {
    responses.onError(code.toStatus().withDescription("scripted").asRuntimeException());
  }

  void complete() {
    responses.onCompleted();
  }

  List<StreamLegsRequest> requests() {
    return requests;
  }

  /** What each message was, in short. */
  List<String> transcript() {
    return requests.stream().map(ScriptedStream::describe).toList();
  }

  boolean isCompleted() {
    return completed;
  }

  boolean isCancelled() {
    return responses.isCancelled();
  }

  private static String describe(StreamLegsRequest request) {
    return switch (request.getPayloadCase()) {
      case OPEN -> "open " + request.getOpen().getBridgeId() + " " + request.getOpen().getSession();
      case EVENTS -> "events " + request.getEvents().getEventsList().stream().map(ScriptedStream::describe).toList();
      case ACTIVE_LEGS -> "active " + request.getActiveLegs().getLegNumbersList() + " through "
          + request.getActiveLegs().getThroughSequence() + (request.getActiveLegs().getComplete() ? " complete" : "");
      case ACKNOWLEDGE -> "acknowledge " + request.getAcknowledge().getClosedLegNumbersList();
      case HEARTBEAT -> "heartbeat";
      case PAYLOAD_NOT_SET -> "nothing";
    };
  }

  private static String describe(LegEvent event) {
    return event.getSequence() + (event.hasAnswered() ? "+" : "-") + event.getLegNumber();
  }

  @Override
  public void onNext(StreamLegsRequest request) {
    requests.add(request);
  }

  @Override
  public void onError(Throwable cancelled) {}

  @Override
  public void onCompleted() {
    completed = true;
  }
}
