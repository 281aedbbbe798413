package dev.tollbridge.server.rpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;

/** Listens to a call that may be refused at one of its messages; from then on nothing is forwarded to the service. */
public abstract class RefusableListener<Q> extends SimpleForwardingServerCallListener<Q> {
  private final RefusableCall<Q, ?> call;
  private boolean refused;

  protected RefusableListener(RefusableCall<Q, ?> call, ServerCall.Listener<Q> service) {
    super(service);
    this.call = call;
  }

  protected final RefusableCall<Q, ?> call() {
    return call;
  }

  protected final boolean isRefused() {
    return refused;
  }

  /** From a method of the listener: ends the call with an error, and cancels it for its service. */
  protected final void refuseMessage(StatusRuntimeException error) {
    refused = true;
    call.refuse(error);
    super.onCancel();
  }

  @Override
  public void onHalfClose() {
    if (!refused) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    if (!refused) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    if (!refused) {
      super.onComplete();
    }
  }

  @Override
  public void onReady() {
    if (!refused) {
      super.onReady();
    }
  }
}
