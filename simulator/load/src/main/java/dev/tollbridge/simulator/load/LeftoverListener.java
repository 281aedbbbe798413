package dev.tollbridge.simulator.load;

import dev.tollbridge.client.BridgeClient;
import dev.tollbridge.client.BridgeListener;
import dev.tollbridge.client.RecoveredLeg;
import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.simulator.rater.ServerClock;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.LegEnded;
import dev.tollbridge.v1.Opened;
import dev.tollbridge.v1.Rejection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Ends the legs of a session whose bridge died, and waits until the server has closed them. Used once. */
final class LeftoverListener implements BridgeListener {
  private static final String CAUSE = "bridge restarted";

  private final CompletableFuture<ServerClock> clock = new CompletableFuture<>();
  private final Set<Long> open = new HashSet<>();

  /** Ends the legs and waits for their closings; {@link TimeoutException} if the server does not close them in time. */
  void end(BridgeClient client, Duration patience) throws InterruptedException, TimeoutException {
    client.recoveredLegs().forEach(leg -> open.add(leg.legNumber()));
    client.start();
    client.awaitOpened(patience);
    LegEnded ended = LegEnded.newBuilder().setEndTime(EngineTime.timestamp(clock.join().micros(System.nanoTime())))
        .setCause(CAUSE).build();
    for (RecoveredLeg leg : client.recoveredLegs()) {
      client.ended(leg.legNumber(), ended);
    }
    if (!client.awaitAcknowledged(patience) || !awaitClosings(patience.toNanos())) {
      throw new TimeoutException("the legs of an earlier run were not closed in time");
    }
  }

  private synchronized boolean awaitClosings(long patienceNanos) throws InterruptedException {
    long untilNanos = System.nanoTime() + patienceNanos;
    while (!open.isEmpty()) {
      long leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }

  @Override
  public void opened(Opened opened, boolean reconnected) {
    clock.complete(ServerClock.anchor(opened, System.nanoTime()));
  }

  @Override
  public void closed(long legNumber, CallRecord record) {
    noLongerOpen(legNumber);
  }

  /** The server closed it long ago. */
  @Override
  public void rejected(Rejection rejection) {
    noLongerOpen(rejection.getLegNumber());
  }

  private synchronized void noLongerOpen(long legNumber) {
    open.remove(legNumber);
    notifyAll();
  }
}
