package dev.tollbridge.server.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** A call that takes nothing more once it was refused, from whichever thread. */
public final class RefusableCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private boolean refused;
  private boolean closed;

  private RefusableCall(ServerCall<Q, A> call) {
    super(call);
  }

  /** The call itself when it is refusable already. */
  public static <Q, A> RefusableCall<Q, A> of(ServerCall<Q, A> call) {
    return call instanceof RefusableCall<Q, A> refusable ? refusable : new RefusableCall<>(call);
  }

  /** Ends the call with an error, unless it has ended. */
  public synchronized void refuse(StatusRuntimeException error) {
    if (!closed) {
      Metadata trailers = error.getTrailers();
      close(error.getStatus(), trailers == null ? new Metadata() : trailers);
    }
    refused = true;
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!refused) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(A message) {
    if (!refused) {
      super.sendMessage(message);
    }
  }

  @Override
  public synchronized void close(Status status, Metadata trailers) {
    if (!refused) {
      closed = true;
      super.close(status, trailers);
    }
  }

  @Override
  public synchronized boolean isReady() {
    return !refused && super.isReady();
  }

  /** Whether it is open, and its peer does not read. */
  public synchronized boolean isBlocked() {
    return !refused && !closed && !super.isReady();
  }

  @Override
  public synchronized boolean isCancelled() {
    return refused || super.isCancelled();
  }
}
