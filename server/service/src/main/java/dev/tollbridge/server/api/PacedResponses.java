package dev.tollbridge.server.api;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.rpc.ApiErrors;
import dev.tollbridge.server.rpc.Statuses;
import dev.tollbridge.server.security.PeerLimit;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sends responses as fast as the caller reads them; sending waits. Make it before the call's handler returns. */
final class PacedResponses<T> {
  /** A caller that takes nothing for this long keeps a thread from others. */
  static final Duration MAX_PAUSE = Duration.ofSeconds(60);

  private final ServerCallStreamObserver<T> caller;
  private final ServerMetrics metrics;
  private final Duration maxPause;

  PacedResponses(ServerCallStreamObserver<T> caller, ServerMetrics metrics, Duration maxPause) {
    this.caller = caller;
    this.metrics = metrics;
    this.maxPause = maxPause;
    caller.setOnReadyHandler(this::wake);
    caller.setOnCancelHandler(this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  /**
   * Waits until the caller is ready for the response; drops it when the caller has gone. Throws RESOURCE_EXHAUSTED when
   * the caller reads nothing.
   */
  void send(T answer) {
    awaitReady();
    if (!caller.isCancelled()) {
      caller.onNext(answer);
    }
  }

  private synchronized void awaitReady() {
    boolean interrupted = false;
    long endNanos = System.nanoTime() + maxPause.toNanos();
    while (!caller.isReady() && !caller.isCancelled()) {
      try {
        long leftNanos = endNanos - System.nanoTime();
        if (leftNanos <= 0) {
          throw tooSlow();
        }
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private StatusRuntimeException tooSlow() {
    metrics.limited(PeerLimit.SLOW_READERS);
    return ApiErrors.resourceExhausted(PeerLimit.SLOW_READERS.reason(),
        "nothing was read for " + maxPause.toSeconds() + " s; repeat the call", Map.of());
  }

  void complete() {
    if (!caller.isCancelled()) {
      caller.onCompleted();
    }
  }

  void fail(Throwable failure) {
    var error = Statuses.of(failure);
    if (!caller.isCancelled()) {
      caller.onError(error);
    }
  }
}
