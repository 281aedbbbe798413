package dev.tollbridge.server.security;

import com.google.protobuf.Message;
import dev.tollbridge.server.rpc.RefusableCall;
import dev.tollbridge.server.rpc.RefusableListener;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call that was let in: its messages are looked through, and it ends when its token does. */
final class GuardedListener<Q> extends RefusableListener<Q> implements OpenCalls.Entry {
  private final Identity identity;
  /** Throws the refusal of a message that may not be sent; null when all may. */
  private final @Nullable Consumer<Message> confined;
  private final OpenCalls open;
  private final @Nullable PeerConnection connection;
  private final MessageBytes.OfCall messageBytes;
  private final long startNanos;
  private volatile boolean begun;

  GuardedListener(ServerCall.Listener<Q> service, RefusableCall<Q, ?> call, Identity identity,
      @Nullable Consumer<Message> confined, OpenCalls open, @Nullable PeerConnection connection,
      MessageBytes.OfCall messageBytes, long startNanos) {
    super(call, service);
    this.identity = identity;
    this.confined = confined;
    this.open = open;
    this.connection = connection;
    this.messageBytes = messageBytes;
    this.startNanos = startNanos;
  }

  @Override
  public @Nullable String tokenId() {
    return identity.tokenId();
  }

  @Override
  public boolean waitsSince(long nanos) {
    return (!begun && startNanos - nanos < 0 && !messageBytes.isWaiting()) || messageBytes.isUnfinishedSince(nanos);
  }

  @Override
  public boolean isPaused() {
    return connection != null && connection.isPaused();
  }

  @Override
  public String account() {
    return identity.caller().account();
  }

  /** From another thread: the service notices by the call's end. */
  @Override
  public void refuse(StatusRuntimeException error) {
    call().refuse(error);
  }

  @Override
  public void onMessage(@Nullable Q message) {
    messageBytes.handled();
    if (connection != null) {
      connection.received();
      if (begun) {
        connection.continued();
      }
    }
    begun = true;
    if (isRefused()) {
      return;
    }
    if (confined != null && message instanceof Message named) {
      try {
        confined.accept(named);
      } catch (AccessRefusedException refusal) {
        open.refused(refusal, identity.caller().peer(), call().getMethodDescriptor().getFullMethodName());
        refuseMessage(refusal.toStatus());
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
    super.onHalfClose();
  }

  @Override
  public boolean isUnreadSince(long nanos) {
    return messageBytes.isUnreadSince(nanos) && call().isBlocked();
  }

  @Override
  public void onReady() {
    messageBytes.taken();
    super.onReady();
  }

  @Override
  public void onCancel() {
    end();
    super.onCancel();
  }

  @Override
  public void onComplete() {
    end();
    super.onComplete();
  }

  private void end() {
    open.remove(this);
    messageBytes.ended();
  }
}
