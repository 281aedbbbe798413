package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.Refusals;
import dev.tollbridge.v1.Acknowledge;
import dev.tollbridge.v1.ActiveLegs;
import dev.tollbridge.v1.Charge;
import dev.tollbridge.v1.Closings;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.Heartbeat;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegEvent;
import dev.tollbridge.v1.LegEvents;
import dev.tollbridge.v1.LegRatingServiceGrpc;
import dev.tollbridge.v1.LegStatus;
import dev.tollbridge.v1.Open;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Reconciled;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bridge's side of one stream: sends what the test asks for and waits for responses. */
final class BridgeStream implements ClientResponseObserver<StreamLegsRequest, StreamLegsResponse> {
  private static final long PATIENCE_SECONDS = 30;
  private static final AtomicLong STREAMS = new AtomicLong();
  /** Follows the last message, so that nothing waits for more. */
  private static final StreamLegsResponse END = StreamLegsResponse.getDefaultInstance();

  private final LinkedBlockingQueue<StreamLegsResponse> arriving = new LinkedBlockingQueue<>();
  private final List<StreamLegsResponse> inbox = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final boolean reading;
  private ClientCallStreamObserver<StreamLegsRequest> call;

  @SuppressWarnings("NullAway") // the call is set by beforeStart, before anything is sent
  private BridgeStream(boolean reading) {
    this.reading = reading;
  }

  static BridgeStream start(Channel channel) {
    var stream = new BridgeStream(true);
    LegRatingServiceGrpc.newStub(channel).streamLegs(stream);
    return stream;
  }

  /** A stream that reads only what {@link #read} asks for. */
  static BridgeStream startSlow(Channel channel) {
    var stream = new BridgeStream(false);
    LegRatingServiceGrpc.newStub(channel).streamLegs(stream);
    return stream;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<StreamLegsRequest> requests) {
    call = requests;
    if (!reading) {
      requests.disableAutoRequestWithInitial(0);
    }
  }

  @Override
  public void onNext(StreamLegsResponse response) {
    if (response.hasClosings()) {
      response.getClosings().getClosingsList().forEach(each -> arriving.add(
          StreamLegsResponse.newBuilder().setClosings(Closings.newBuilder().addClosings(each)).build()));
    } else {
      arriving.add(response);
    }
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
    arriving.add(END);
  }

  @Override
  public void onCompleted() {
    end.complete(null);
    arriving.add(END);
  }

  void read(int count) {
    call.request(count);
  }

  void send(StreamLegsRequest request) {
    call.onNext(request);
  }

  /** Opens a stream that is newer than all opened before. */
  void open(String bridgeId, long session) {
    open(bridgeId, session, STREAMS.incrementAndGet());
  }

  void open(String bridgeId, long session, long stream) {
    send(StreamLegsRequest.newBuilder()
        .setOpen(Open.newBuilder().setBridgeId(bridgeId).setSession(session).setStream(stream)).build());
  }

  void events(LegEvent... events) {
    events(Arrays.asList(events));
  }

  void events(List<LegEvent> events) {
    send(StreamLegsRequest.newBuilder().setEvents(LegEvents.newBuilder().addAllEvents(events)).build());
  }

  void activeLegs(long throughSequence, boolean complete, Long... legNumbers) {
    send(StreamLegsRequest.newBuilder().setActiveLegs(ActiveLegs.newBuilder().setThroughSequence(throughSequence)
        .addAllLegNumbers(Arrays.asList(legNumbers)).setComplete(complete)).build());
  }

  void acknowledge(Long... legNumbers) {
    send(StreamLegsRequest.newBuilder()
        .setAcknowledge(Acknowledge.newBuilder().addAllClosedLegNumbers(Arrays.asList(legNumbers))).build());
  }

  /** A sign of life that shows the bridge's clock. */
  void heartbeat(Instant clock) {
    send(StreamLegsRequest.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance())
        .setClockTime(Legs.timestamp(clock)).build());
  }

  void heartbeat() {
    send(StreamLegsRequest.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance()).build());
  }

  void halfClose() {
    call.onCompleted();
  }

  void cancel() {
    call.cancel("the test ends the stream", null);
  }

  /** The first message that matches and was not taken before. */
  StreamLegsResponse take(Predicate<StreamLegsResponse> wanted) {
    while (true) {
      StreamLegsResponse found = taken(wanted);
      if (found != null) {
        return found;
      }
      inbox.add(next());
    }
  }

  private @Nullable StreamLegsResponse taken(Predicate<StreamLegsResponse> wanted) {
    for (Iterator<StreamLegsResponse> messages = inbox.iterator(); messages.hasNext();) {
      StreamLegsResponse message = messages.next();
      if (wanted.test(message)) {
        messages.remove();
        return message;
      }
    }
    return null;
  }

  private StreamLegsResponse next() {
    try {
      StreamLegsResponse message = arriving.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null || message.equals(END)) {
        arriving.add(END);
        throw new AssertionError("nothing came but " + inbox.stream().map(StreamLegsResponse::getPayloadCase).toList()
            + ", the stream is " + end);
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  Opened opened() {
    return take(StreamLegsResponse::hasOpened).getOpened();
  }

  /** The acknowledgement that covers this sequence. */
  EventsAck ack(long sequence) {
    return take(message -> message.hasEventsAck() && message.getEventsAck().getSequence() >= sequence).getEventsAck();
  }

  LegClosed closed(long legNumber) {
    return take(message -> message.hasClosings() && message.getClosings().getClosings(0).getLegNumber() == legNumber)
        .getClosings().getClosings(0);
  }

  /** The next closing of any leg. */
  LegClosed closed() {
    return take(StreamLegsResponse::hasClosings).getClosings().getClosings(0);
  }

  DisconnectLeg disconnect(long legNumber) {
    return take(message -> message.hasDisconnectLeg() && message.getDisconnectLeg().getLegNumber() == legNumber)
        .getDisconnectLeg();
  }

  Reconciled reconciled() {
    return take(StreamLegsResponse::hasReconciled).getReconciled();
  }

  /** The next charge of this leg; charges of others in the same message are dropped. */
  Charge charge(long legNumber) {
    StreamLegsResponse message = take(each -> each.hasCharges()
        && each.getCharges().getChargesList().stream().anyMatch(charge -> charge.getLegNumber() == legNumber));
    return message.getCharges().getChargesList().stream().filter(charge -> charge.getLegNumber() == legNumber)
        .findFirst().orElseThrow();
  }

  List<LegStatus> statuses() {
    return take(StreamLegsResponse::hasLegStatuses).getLegStatuses().getStatusesList();
  }

  /** All messages received but not taken. */
  List<StreamLegsResponse> rest() {
    arriving.drainTo(inbox);
    inbox.removeIf(END::equals);
    return List.copyOf(inbox);
  }

  /** Waits for the end: "OK", or the error as text. */
  String end() {
    try {
      end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return "OK";
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the stream does not end", e);
    } catch (java.util.concurrent.ExecutionException | CompletionException e) {
      return Refusals.words((StatusRuntimeException) Objects.requireNonNull(e.getCause()));
    }
  }

  /** The error that the stream ended with. */
  StatusRuntimeException error() {
    return (StatusRuntimeException) end.handle((_, error) -> error).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
