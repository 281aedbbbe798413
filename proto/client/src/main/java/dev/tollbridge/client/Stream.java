package dev.tollbridge.client;

import com.google.protobuf.Timestamp;
import dev.tollbridge.v1.EventsAck;
import dev.tollbridge.v1.Heartbeat;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.LegRatingServiceGrpc.LegRatingServiceStub;
import dev.tollbridge.v1.Notice;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import dev.tollbridge.v1.StreamLegsRequest;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One stream to the server, from {@code Open} to its end. Used on the loop only, where gRPC calls it too. */
final class Stream implements ClientResponseObserver<StreamLegsRequest, StreamLegsResponse> {

  /** A server that accepts the call and then sends nothing would otherwise hold the bridge indefinitely. */
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(15);
  /** Messages that may wait for the listener; more are requested when half of them have been received. */
  private static final int READ_AHEAD = 32;
  /** The bridge's time is sent with a message when it was last sent this long ago. */
  private static final long CLOCK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final StreamLegsRequest HEARTBEAT = StreamLegsRequest.newBuilder()
      .setHeartbeat(Heartbeat.getDefaultInstance()).build();

  private final Session session;
  private final Connection connection;
  private final boolean reconnected;
  private @Nullable ClientCallStreamObserver<StreamLegsRequest> call;
  private @Nullable Outbox outbox;
  private @Nullable Status failure;
  private Duration heartbeat = OPEN_TIMEOUT;
  private Runnable cancelTimer = () -> {};
  private @Nullable SilenceWatch silenceWatch;
  private long lastSentNanos;
  private long lastClockNanos;
  private boolean halfClosed;
  private int heard;

  Stream(Session session, Connection connection, boolean reconnected) {
    this.session = session;
    this.connection = connection;
    this.reconnected = reconnected;
  }

  void start(LegRatingServiceStub stub) {
    stub.streamLegs(this);
    send(session.open(connection.nextStreamNumber()));
    cancelTimer = session.loop().schedule(this::giveUpOpening, OPEN_TIMEOUT);
  }

  private void giveUpOpening() {
    leave(Status.DEADLINE_EXCEEDED.withDescription("no answer to Open within " + OPEN_TIMEOUT));
  }

  private void giveUpSilence() {
    leave(Status.UNAVAILABLE.withDescription("nothing received for " + SilenceWatch.MAX_SILENT_INTERVALS
        + " times the interval that the server promised"));
  }

  /** Ends a stream whose server may be dead, and with it the transport: another stream over it would be dead too. */
  private void leave(Status status) {
    connection.renewTransport();
    fail(status);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<StreamLegsRequest> requests) {
    call = requests;
    requests.disableAutoRequestWithInitial(READ_AHEAD);
    requests.setOnReadyHandler(this::pump);
  }

  /** Sends what there is to send while the transport is ready; events that gather may wait. */
  void pump() {
    pump(false);
    if (outbox != null && outbox.isGathering()) {
      connection.gather();
    }
  }

  /** Sends all there is to send while the transport is ready. */
  void pumpAll() {
    pump(true);
  }

  private void pump(boolean all) {
    connection.attend();
    while (outbox != null && !isOver() && call().isReady()) {
      StreamLegsRequest request = outbox.next(all);
      if (request == null) {
        return;
      }
      send(request);
    }
  }

  private void send(StreamLegsRequest request) {
    lastSentNanos = session.loop().nanoTime();
    boolean showsClock = request.hasOpen() || lastSentNanos - lastClockNanos >= CLOCK_NANOS;
    if (showsClock) {
      lastClockNanos = lastSentNanos;
    }
    call().onNext(showsClock ? request.toBuilder().setClockTime(clockTime()).build() : request);
  }

  private Timestamp clockTime() {
    Instant now = session.clock().instant();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }

  private void beat() {
    if (isOver()) {
      return;
    }
    // A transport that is not ready has messages of ours in flight.
    if (silence().compareTo(heartbeat) >= 0 && call().isReady()) {
      send(HEARTBEAT);
    }
    Duration rest = heartbeat.minus(silence());
    cancelTimer = session.loop().schedule(this::beat, rest.compareTo(Duration.ZERO) > 0 ? rest : heartbeat);
  }

  private Duration silence() {
    return Duration.ofNanos(session.loop().nanoTime() - lastSentNanos);
  }

  /** Sends all that can be sent immediately, then half-closes the stream. */
  void halfClose() {
    pumpAll();
    if (!isOver()) {
      halfClosed = true;
      call().onCompleted();
    }
  }

  private boolean isOver() {
    return halfClosed || failure != null;
  }

  /** Ends the stream from this side; {@code onError} follows. */
  void fail(Status status) {
    if (failure == null) {
      failure = status;
      call().cancel(status.getDescription(), null);
    }
  }

  @Override
  public void onNext(StreamLegsResponse response) {
    if (failure != null) {
      return;
    }
    if (silenceWatch != null) {
      silenceWatch.heard();
    }
    if ((outbox == null) != response.hasOpened()) {
      connection.stop(Status.INTERNAL.withDescription("the server must send Opened first and once"));
      return;
    }
    receive(response);
    pump();
    if (++heard >= READ_AHEAD / 2) {
      call().request(heard);
      heard = 0;
    }
  }

  private void receive(StreamLegsResponse response) {
    BridgeListener listener = session.listener();
    switch (response.getPayloadCase()) {
      case OPENED -> opened(response.getOpened());
      case EVENTS_ACK -> acknowledged(response.getEventsAck());
      case CHARGES -> response.getCharges().getChargesList().forEach(listener::charged);
      case CREDIT_WARNING -> listener.creditWarning(response.getCreditWarning());
      case DISCONNECT_LEG -> listener.disconnectRequested(response.getDisconnectLeg());
      case CLOSINGS -> response.getClosings().getClosingsList().forEach(this::closed);
      case LEG_STATUSES -> response.getLegStatuses().getStatusesList().forEach(listener::legStatus);
      case RECONCILED -> listener.reconciled(response.getReconciled());
      case DRAINING -> listener.draining();
      // A newer server may send messages that this client does not know.
      case ALIVE, PAYLOAD_NOT_SET -> {
      }
    }
  }

  private void opened(Opened opened) {
    Status refusal = refusal(opened);
    if (refusal != null) {
      connection.stop(refusal);
      return;
    }
    session.listener().opened(opened, reconnected);
    advanceDurable(opened.getLastDurableSequence());
    Terms terms = Terms.of(opened);
    outbox = new Outbox(session, terms,
        reconnected || session.resumed() || opened.getReconciliationRequired());
    heartbeat = terms.heartbeat();
    cancelTimer.run();
    cancelTimer = session.loop().schedule(this::beat, heartbeat);
    silenceWatch = new SilenceWatch(session.loop(), terms.aliveInterval(), this::giveUpSilence);
    silenceWatch.start();
    connection.opened(opened);
  }

  /** Why this stream must not continue, or null: otherwise events would be lost, or skipped as repeats. */
  private @Nullable Status refusal(Opened opened) {
    long durable = opened.getLastDurableSequence();
    long acknowledged = session.window().acknowledged();
    if (durable < acknowledged) {
      return Status.DATA_LOSS.withDescription("the server has events up to " + durable + " of session "
          + session.number() + " but had acknowledged " + acknowledged);
    }
    long sent = session.activeLegs().throughSequence();
    if (durable > sent) {
      return Status.FAILED_PRECONDITION.withDescription("the server has events up to " + durable + " of session "
          + session.number() + " but only " + sent + " were sent: open a session with a higher number");
    }
    String fault = Terms.fault(opened);
    return fault == null ? null : Status.INTERNAL.withDescription(fault);
  }

  private void acknowledged(EventsAck ack) {
    long sent = session.activeLegs().throughSequence();
    if (ack.getSequence() > sent) {
      connection.stop(Status.INTERNAL.withDescription(
          "the server acknowledged events up to " + ack.getSequence() + " but only " + sent + " were sent"));
      return;
    }
    for (Rejection rejection : ack.getRejectionsList()) {
      session.activeLegs().remove(rejection.getLegNumber());
      session.window().reject(rejection.getLegNumber());
      session.counters().rejections.increment();
      session.listener().rejected(rejection);
    }
    for (Notice notice : ack.getNoticesList()) {
      session.counters().notices.increment();
      session.listener().notice(notice);
    }
    advanceDurable(ack.getSequence());
  }

  /** The listener first: callers waiting for the acknowledgement then find all that arrived with it. */
  private void advanceDurable(long sequence) {
    if (sequence > session.window().acknowledged()) {
      session.listener().acknowledged(sequence);
      session.window().acknowledge(sequence);
    }
  }

  private void closed(LegClosed closed) {
    session.activeLegs().remove(closed.getLegNumber());
    session.window().drop(closed.getLegNumber());
    session.listener().closed(closed.getLegNumber(), closed.getRecord());
    if (outbox != null && outbox.acknowledge(closed.getLegNumber())) {
      session.loop().execute(this::acknowledgeClosings);
    }
  }

  /** Runs after the messages already received, whose closings join the first. */
  private void acknowledgeClosings() {
    if (outbox != null) {
      outbox.acknowledgeNow();
      pump();
    }
  }

  @Override
  public void onError(Throwable error) {
    end(failure == null ? Status.fromThrowable(error) : failure);
  }

  @Override
  public void onCompleted() {
    end(failure == null ? Status.OK : failure);
  }

  private void end(Status status) {
    cancelTimer.run();
    if (silenceWatch != null) {
      silenceWatch.stop();
    }
    outbox = null;
    connection.ended(status);
  }

  private ClientCallStreamObserver<StreamLegsRequest> call() {
    return Objects.requireNonNull(call, "call before start");
  }
}
