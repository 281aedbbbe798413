package dev.tollbridge.server.api;

import dev.tollbridge.server.engine.CreditEvent;
import dev.tollbridge.server.leg.CallRecord;
import dev.tollbridge.server.leg.DenialReason;
import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.shard.LegSink;
import dev.tollbridge.v1.CreditWarning;
import dev.tollbridge.v1.CreditWarningKind;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.LegClosed;
import dev.tollbridge.v1.StreamLegsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one leg stream. Filled by applying threads of all shards, emptied whenever the transport is
 * ready: acknowledgements and states first, then charges, then closings, so that a leg's charges precede its closing.
 */
final class LegStreamOutbox implements LegSink {
  private final ServerCallStreamObserver<StreamLegsResponse> bridge;
  private final ServerMetrics metrics;
  private final long session;
  private final ArrayDeque<StreamLegsResponse> first = new ArrayDeque<>();
  private final ChargeBuffer charges = new ChargeBuffer();
  private final ArrayDeque<StreamLegsResponse> last = new ArrayDeque<>();
  private boolean opened;
  private boolean ended;

  LegStreamOutbox(ServerCallStreamObserver<StreamLegsResponse> bridge, ServerMetrics metrics, long session) {
    this.bridge = bridge;
    this.metrics = metrics;
    this.session = session;
  }

  @Override
  public long session() {
    return session;
  }

  /** Sends the first message; nothing goes out before it. */
  synchronized void open(StreamLegsResponse message) {
    first.addFirst(message);
    opened = true;
    drain();
  }

  /** Queues a message that goes before charges and closings. */
  synchronized void send(StreamLegsResponse message) {
    first.add(message);
    drain();
  }

  @Override
  public synchronized void charged(long legNumber, int minute, int minuteCount, long amountMicros, long totalMicros) {
    if (charges.add(legNumber, minute, minuteCount, amountMicros, totalMicros)) {
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
    addLast(StreamLegsResponse.newBuilder().setLegClosed(
        LegClosed.newBuilder().setLegNumber(record.legNumber()).setRecord(RecordEncoder.encode(record))).build());
  }

  @Override
  public void credit(String organizationId, String currency, long balanceMicros, CreditEvent event) {
    CreditWarningKind kind = kind(event);
    if (kind != null) {
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
    if (ended) {
      return;
    }
    last.add(message);
    if (last.size() > StreamLimits.MAX_WAITING_MESSAGES) {
      end(ApiErrors.resourceExhausted("SLOW_READER", "the bridge reads too slowly; reconnect and read faster",
          Map.of("max_waiting_messages", Integer.toString(StreamLimits.MAX_WAITING_MESSAGES))));
    }
  }

  @Override
  public synchronized void flush() {
    drain();
  }

  private void drain() {
    while (opened && !ended && bridge.isReady()) {
      StreamLegsResponse next = next();
      if (next == null) {
        return;
      }
      bridge.onNext(next);
    }
  }

  private @Nullable StreamLegsResponse next() {
    if (!first.isEmpty()) {
      return first.remove();
    }
    return charges.isEmpty() ? last.poll() : StreamLegsResponse.newBuilder().setCharges(charges.take()).build();
  }

  /** Ends the stream, with an error or, when that is null, in peace. What still waits is sent again after a reconnect. */
  synchronized void end(@Nullable RuntimeException error) {
    if (ended) {
      return;
    }
    ended = true;
    finish(bridge, error);
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
