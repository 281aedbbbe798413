package dev.tollbridge.simulator.replay;

import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.simulator.usage.UsageCall;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.DenialReason;
import dev.tollbridge.v1.DisconnectLeg;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.RatedCall;
import dev.tollbridge.v1.Rejection;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Results of live legs, as reported by the server. */
final class LiveTotals implements BridgeListener, LivePlan.Counter {
  private final CompletableFuture<ServerClock> clock = new CompletableFuture<>();
  private final Queue<Long> disconnects = new ConcurrentLinkedQueue<>();
  private final Map<Long, Played> open = new HashMap<>();
  private final Totals totals = new Totals();
  private long hungUp;
  private volatile Status lost = Status.UNAVAILABLE.withDescription("the stream was not opened in time");

  /** An active leg: its row and call in the report. */
  record Played(long line, UsageCall call) {}

  ServerClock clock() {
    return clock.join();
  }

  /** The status with which the stream was lost. */
  Status lost() {
    return lost;
  }

  Queue<Long> disconnects() {
    return disconnects;
  }

  synchronized void started(long legNumber, Played played) {
    open.put(legNumber, played);
  }

  synchronized int open() {
    return open.size();
  }

  synchronized long hungUp() {
    return hungUp;
  }

  @Override
  public synchronized void rowRejected() {
    totals.reject();
  }

  @Override
  public synchronized void rowAside(String callType) {
    totals.aside(callType);
  }

  synchronized Totals totals() {
    return totals;
  }

  @Override
  public void opened(Opened opened, boolean reconnected) {
    clock.complete(ServerClock.anchor(opened, System.nanoTime()));
  }

  @Override
  public void disconnected(Status status, Duration retryIn) {
    lost = status;
  }

  @Override
  public synchronized void closed(long legNumber, CallRecord record) {
    Played played = open.remove(legNumber);
    if (played != null) {
      totals.add(played.line, played.call, RatedCall.newBuilder().setRecord(record).build());
      hungUp += record.getDenial() == DenialReason.DENIAL_REASON_UNSPECIFIED ? 0 : 1;
    }
  }

  @Override
  public synchronized void rejected(Rejection rejection) {
    if (open.remove(rejection.getLegNumber()) != null) {
      totals.reject();
    }
  }

  @Override
  public void disconnectRequested(DisconnectLeg request) {
    disconnects.add(request.getLegNumber());
  }
}
