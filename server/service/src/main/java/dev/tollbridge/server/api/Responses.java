package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.Statuses;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Responds to unary calls: with a value, or with the error that a failure results in. */
final class Responses {
  private Responses() {}

  /** Responds with what {@code work} returns. */
  static <T> void now(StreamObserver<T> caller, Supplier<T> work) {
    try {
      T value = work.get();
      caller.onNext(value);
      caller.onCompleted();
    } catch (RuntimeException failure) {
      caller.onError(Statuses.of(failure));
    }
  }

  /** Responds when the work that {@code start} begins is done. */
  static <T> void later(StreamObserver<T> caller, Supplier<CompletableFuture<T>> start) {
    try {
      var _ = start.get().whenComplete((value, failure) -> {
        if (failure == null) {
          caller.onNext(value);
          caller.onCompleted();
        } else {
          caller.onError(Statuses.of(failure));
        }
      });
    } catch (RuntimeException failure) {
      caller.onError(Statuses.of(failure));
    }
  }
}
