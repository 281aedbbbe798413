package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.CallRecord;
import dev.tollbridge.core.engine.CreditEvent;
import dev.tollbridge.core.engine.CreditStanding;
import dev.tollbridge.core.engine.DenialReason;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.CallRecordEncoder;
import dev.tollbridge.server.rpc.Reasons;
import dev.tollbridge.server.security.Caller;
import dev.tollbridge.server.security.PeerLimit;
import dev.tollbridge.server.shard.LegSink;
import dev.tollbridge.server.shard.Shard;
import dev.tollbridge.v1.Alive;
import dev.tollbridge.v1.Closings;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.CreditWarningKind;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one leg stream. Filled by applying threads of all shards, emptied whenever the transport is
 * ready: acknowledgements and states first, then charges, then closings, so that a leg's charges precede its closing.
 */
final class LegStreamOutbox implements LegSink {
  private static final StreamLegsResponse ALIVE = StreamLegsResponse.newBuilder()
      .setAlive(Alive.getDefaultInstance()).build();

  private final ServerCallStreamObserver<StreamLegsResponse> bridge;
  private final Caller caller;
  private final ServerMetrics metrics;
  private final long session;
  private final Consumer<RuntimeException> onOverflow;
  private final ArrayDeque<StreamLegsResponse> first = new ArrayDeque<>();
  private final ChargeBuffer charges = new ChargeBuffer();
  private final ArrayDeque<StreamLegsResponse> last = new ArrayDeque<>();
  private final CarriedOrganizations carried = new CarriedOrganizations(this::warn);
  private int maxWaiting;
  private int waiting;
  private long movedNanos = System.nanoTime();
  private boolean opened;
  private boolean sent;
  private boolean completing;
  private boolean ended;

  /**
   * @param caller whose stream it is
   * @param maxWaiting see {@link StreamLimits#MAX_WAITING_MESSAGES}
   * @param onOverflow called with the error that the stream is to end with when more waits
   */
  LegStreamOutbox(ServerCallStreamObserver<StreamLegsResponse> bridge, Caller caller, ServerMetrics metrics,
      long session, int maxWaiting, Consumer<RuntimeException> onOverflow) {
    this.bridge = bridge;
    this.caller = caller;
    this.metrics = metrics;
    this.session = session;
    this.maxWaiting = maxWaiting;
    this.onOverflow = onOverflow;
  }

  @Override
  public long session() {
    return session;
  }

  /** Has the shard send its effects here, unless the stream has ended. */
  synchronized void attachTo(Shard shard, String bridgeId) {
    if (!ended && !completing) {
      shard.attach(bridgeId, this);
    }
  }

  /** Sends the first message; nothing goes out before it. */
  synchronized void open(StreamLegsResponse message) {
    first.addFirst(message);
    waiting += weight(message);
    maxWaiting += waiting;
    opened = true;
    drain();
  }

  /** Queues a message that goes before charges and closings. */
  synchronized void send(StreamLegsResponse message) {
    add(first, message);
    drain();
  }

  @Override
  public synchronized void charged(long legNumber, int minute, int minuteCount, long amountMicros, long totalMicros) {
    if (!ended && charges.add(legNumber, minute, minuteCount, amountMicros, totalMicros)) {
      metrics.chargesMerged(1);
    }
  }

  @Override
  public void disconnect(long legNumber, DenialReason reason) {
    addLast(StreamLegsResponse.newBuilder()
        .setDisconnectLeg(DisconnectLeg.newBuilder().setLegNumber(legNumber).setReason(Reasons.encode(reason)))
        .build());
  }

  @Override
  public void closed(CallRecord record) {
    if (shows(record.parties().organizationId())) {
      addLast(closing(record));
    }
  }

  /** Repeats the closing, if the caller may see it, of a leg closed long ago, before its end is acknowledged. */
  void closedBefore(CallRecord record) {
    send(closing(record));
  }

  /** Who has a bridge id now may be bound to other organizations than who had it before. */
  boolean shows(String organizationId) {
    return caller.mayUse(organizationId);
  }

  private static StreamLegsResponse closing(CallRecord record) {
    return StreamLegsResponse.newBuilder().setClosings(Closings.newBuilder().addClosings(
        LegClosed.newBuilder().setLegNumber(record.origin().legNumber()).setRecord(CallRecordEncoder.encode(record))))
        .build();
  }

  /** The organizations whose credit warnings are sent here. */
  CarriedOrganizations carried() {
    return carried;
  }

  private void warn(CreditStanding standing) {
    credit(standing.organizationId(), standing.currency(), standing.balanceMicros(), standing.event());
  }

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {
    CreditWarningKind kind = kind(event);
    if (kind != null && carried.contains(organizationId)) {
      addLast(StreamLegsResponse.newBuilder()
          .setCreditWarning(CreditWarning.newBuilder().setOrganizationId(organizationId).setKind(kind)
              .setBalanceMicros(balanceMicros).setCurrencyCode(currency))
          .build());
    }
  }

  private static @Nullable CreditWarningKind kind(CreditEvent event) {
    return switch (event) {
      case LOW_BALANCE -> CreditWarningKind.CREDIT_WARNING_KIND_LOW_BALANCE;
      case EXHAUSTED -> CreditWarningKind.CREDIT_WARNING_KIND_EXHAUSTED;
      case RECHARGE_SUCCEEDED -> CreditWarningKind.CREDIT_WARNING_KIND_RECHARGE_SUCCEEDED;
      case RECHARGE_FAILED -> CreditWarningKind.CREDIT_WARNING_KIND_RECHARGE_FAILED;
      case RECHARGE_REQUESTED -> null;
    };
  }

  private synchronized void addLast(StreamLegsResponse message) {
    add(last, message);
  }

  private void add(ArrayDeque<StreamLegsResponse> queue, StreamLegsResponse message) {
    if (ended) {
      return;
    }
    queue.add(message);
    waiting += weight(message);
    if (opened && waiting > maxWaiting) {
      cut("the bridge reads too slowly; reconnect and read faster",
          Map.of("max_waiting_messages", Integer.toString(maxWaiting)));
    }
  }

  private static int weight(StreamLegsResponse message) {
    return 1 + message.getEventsAck().getRejectionsCount() + message.getEventsAck().getNoticesCount();
  }

  @Override
  public synchronized void flush() {
    drain();
  }

  private void drain() {
    while (opened && !ended && bridge.isReady()) {
      StreamLegsResponse next = next();
      if (next == null) {
        endIfComplete();
        return;
      }
      bridge.onNext(next);
      sent = true;
    }
  }

  /**
   * Sends a sign of life if nothing was sent since the last call. A transport that is not ready has messages in flight;
   * one that stays so while others wait belongs to a bridge that does not read.
   */
  synchronized void sayAlive(long nowNanos) {
    if (opened && !ended && !sent && bridge.isReady()) {
      bridge.onNext(ALIVE);
    }
    boolean stuck = opened && !sent && (waiting > 0 || !charges.isEmpty()) && !bridge.isReady();
    if (!stuck) {
      movedNanos = nowNanos;
    } else if (nowNanos - movedNanos >= StreamLimits.MAX_PAUSE_NANOS) {
      cut("the bridge has read nothing for " + TimeUnit.NANOSECONDS.toSeconds(StreamLimits.MAX_PAUSE_NANOS)
          + " s; reconnect and read", Map.of());
    }
    sent = false;
  }

  private void cut(String message, Map<String, String> metadata) {
    if (!ended) {
      metrics.limited(PeerLimit.SLOW_READERS);
      onOverflow.accept(ApiErrors.resourceExhausted(PeerLimit.SLOW_READERS.reason(), message, metadata));
    }
  }

  private @Nullable StreamLegsResponse next() {
    if (first.isEmpty() && !charges.isEmpty()) {
      return StreamLegsResponse.newBuilder().setCharges(charges.drain()).build();
    }
    boolean isLast = first.isEmpty();
    StreamLegsResponse message = isLast ? last.poll() : first.remove();
    waiting -= message == null ? 0 : weight(message);
    return isLast && message != null && message.hasClosings() ? withNextClosings(message) : message;
  }

  /** Closings that follow one another leave in one message. */
  private StreamLegsResponse withNextClosings(StreamLegsResponse message) {
    StreamLegsResponse next = last.peek();
    if (next == null || !next.hasClosings()) {
      return message;
    }
    Closings.Builder closings = message.getClosings().toBuilder();
    while (next != null && next.hasClosings() && closings.getClosingsCount() < StreamLimits.MAX_CLOSINGS_PER_MESSAGE) {
      closings.addAllClosings(next.getClosings().getClosingsList());
      waiting -= weight(last.remove());
      next = last.peek();
    }
    return StreamLegsResponse.newBuilder().setClosings(closings).build();
  }

  private void endIfComplete() {
    if (completing) {
      ended = true;
      finish(bridge, null);
    }
  }

  /** Ends the stream normally once everything that waits has been sent. */
  synchronized void complete() {
    completing = true;
    drain();
  }

  /** Ends the stream immediately. What still waits is sent again after a reconnect. */
  synchronized void end(@Nullable RuntimeException error) {
    if (!ended) {
      ended = true;
      // a reader that is stuck keeps the call, which must not keep all that waits
      first.clear();
      last.clear();
      finish(bridge, error);
    }
  }

  /** Ends a call that may have been cancelled. */
  static void finish(ServerCallStreamObserver<StreamLegsResponse> bridge, @Nullable RuntimeException error) {
    if (bridge.isCancelled()) {
      return;
    }
    if (error == null) {
      bridge.onCompleted();
    } else {
      bridge.onError(error);
    }
  }
}
