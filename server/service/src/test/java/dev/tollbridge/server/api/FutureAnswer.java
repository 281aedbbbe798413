package dev.tollbridge.server.api;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Collects a call's responses until it ends. */
final class FutureAnswer<T> implements StreamObserver<T> {
  private static final long PATIENCE_SECONDS = 30;

  private final List<T> values = new ArrayList<>();
  private final CompletableFuture<List<T>> all = new CompletableFuture<>();

  @Override
  public void onNext(T value) {
    values.add(value);
  }

  @Override
  public void onError(Throwable error) {
    all.completeExceptionally(error);
  }

  @Override
  public void onCompleted() {
    all.complete(List.copyOf(values));
  }

  /** Every response, once the call has ended; throws the error that it ended with. */
  List<T> all() {
    try {
      return all.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StatusRuntimeException status) {
        throw status;
      }
      throw e;
    }
  }

  /** How the call ended. */
  Status status() {
    try {
      var _ = all();
      return Status.OK;
    } catch (StatusRuntimeException error) {
      return error.getStatus();
    }
  }

  T last() {
    return all().getLast();
  }
}
