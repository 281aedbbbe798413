package dev.tollbridge.acceptance;

import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** One stream of a bridge: sends events, keeps what came back. */
final class LegFeed implements StreamObserver<StreamLegsResponse> {
  private static final AtomicLong STREAMS = new AtomicLong();
  private final StreamObserver<StreamLegsRequest> requests;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private final List<LegStatus> statuses = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private long acknowledged;
  private long sent;
  private boolean ended;

  LegFeed(Channel channel) {
    requests = LegRatingServiceGrpc.newStub(channel).streamLegs(this);
    requests.onNext(
        StreamLegsRequest.newBuilder()
            .setOpen(Open.newBuilder().setBridgeId("bridge-1").setSession(1).setStream(STREAMS.incrementAndGet()))
            .build());
  }

  Opened opened() {
    return opened.join();
  }

  synchronized void send(List<LegEvent> events) {
    if (!ended) {
      sent = events.getLast().getSequence();
      requests.onNext(StreamLegsRequest.newBuilder().setEvents(LegEvents.newBuilder().addAllEvents(events)).build());
    }
  }

  @Override
  public synchronized void onNext(StreamLegsResponse response) {
    if (response.hasOpened()) {
      opened.complete(response.getOpened());
    }
    statuses.addAll(response.getLegStatuses().getStatusesList());
    if (response.hasEventsAck()) {
      acknowledged = response.getEventsAck().getSequence();
      rejections.addAll(response.getEventsAck().getRejectionsList());
    }
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable failure) {
    ended = true;
    opened.completeExceptionally(failure);
    notifyAll();
  }

  @Override
  public void onCompleted() {
    onError(new IllegalStateException("the server ended the stream"));
  }

  /** Waits until events up to {@code sequence} are on disk; false when the stream ended before. */
  synchronized boolean awaitAcknowledged(long sequence) throws InterruptedException {
    while (acknowledged < sequence && !ended) {
      wait();
    }
    return acknowledged >= sequence;
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  synchronized long sent() {
    return sent;
  }

  /** Totals of active legs; complete when an event sent on this stream was acknowledged. */
  synchronized List<LegStatus> statuses() {
    return List.copyOf(statuses);
  }

  synchronized List<Rejection> rejections() {
    return List.copyOf(rejections);
  }
}
