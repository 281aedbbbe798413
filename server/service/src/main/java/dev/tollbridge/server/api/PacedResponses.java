package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.Statuses;
import io.grpc.stub.ServerCallStreamObserver;

/** Sends responses as fast as the caller reads them; sending waits. Make it before the call's handler returns. */
final class PacedResponses<T> {
  private final ServerCallStreamObserver<T> caller;

  PacedResponses(ServerCallStreamObserver<T> caller) {
    this.caller = caller;
    caller.setOnReadyHandler(this::wake);
    caller.setOnCancelHandler(this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Waits until the caller is ready for the response; drops it when the caller has gone. */
  void send(T answer) {
    awaitReady();
    if (!caller.isCancelled()) {
      caller.onNext(answer);
    }
  }

  private synchronized void awaitReady() {
    boolean interrupted = false;
    while (!caller.isReady() && !caller.isCancelled()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
