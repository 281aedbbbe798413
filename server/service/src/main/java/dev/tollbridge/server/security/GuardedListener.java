package dev.tollbridge.server.security;

import com.google.protobuf.Message;
import dev.tollbridge.server.rpc.RefusableCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call that was let in: its messages are looked through, and it ends when its token does. */
final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> implements OpenCalls.Entry {
  private final RefusableCall<Q, ?> call;
  private final Identity identity;
  /** Throws the refusal of a message that may not be sent; null when all may. */
  private final @Nullable Consumer<Message> confined;
  private final OpenCalls open;
  private final long startNanos;
  private volatile boolean begun;
  private boolean refused;

  GuardedListener(ServerCall.Listener<Q> service, RefusableCall<Q, ?> call, Identity identity,
      @Nullable Consumer<Message> confined, OpenCalls open, long startNanos) {
    super(service);
    this.call = call;
    this.identity = identity;
    this.confined = confined;
    this.open = open;
    this.startNanos = startNanos;
  }

  @Override
  public @Nullable String tokenId() {
    return identity.tokenId();
  }

  @Override
  public boolean waitsSince(long nanos) {
    return !begun && startNanos - nanos < 0;
  }

  /** From another thread: the service notices by the call's end. */
  @Override
  public void refuse(StatusRuntimeException error) {
    call.refuse(error);
  }

  @Override
  public void onMessage(@Nullable Q message) {
    begun = true;
    if (refused) {
      return;
    }
    if (confined != null && message instanceof Message named) {
      try {
        confined.accept(named);
      } catch (AccessRefusedException refusal) {
        refused = true;
        open.refused(refusal, identity.caller().peer(), call.getMethodDescriptor().getFullMethodName());
        call.refuse(refusal.toStatus());
        super.onCancel();
        return;
      }
    }
    pass(message);
  }

  /** Null, where there is no readable message, is for the next listener to refuse. */
  @SuppressWarnings("NullAway")
  private void pass(@Nullable Q message) {
    super.onMessage(message);
  }

  @Override
  public void onHalfClose() {
    begun = true;
    if (!refused) {
      super.onHalfClose();
    }
  }

  @Override
  public void onCancel() {
    open.remove(this);
    if (!refused) {
      super.onCancel();
    }
  }

  @Override
  public void onComplete() {
    open.remove(this);
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
