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
  /** Its only message is kept until the caller has said that it is. */
  private final boolean keepsMessage;
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
    keepsMessage = call.getMethodDescriptor().getType().clientSendsOneMessage();
    this.startNanos = startNanos;
  }

  @Override
  public @Nullable String tokenId() {
    return identity.tokenId();
  }

  @Override
  public boolean waitsSince(long nanos) {
    return (!messageBytes.isWaiting() && !begun && startNanos - nanos < 0) || messageBytes.isUnfinishedSince(nanos);
  }

  @Override
  public boolean isHeldUpSince(long nanos) {
    return connection != null && connection.isPausedSince(nanos) && messageBytes.isUnfinishedSince(nanos);
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
    if (connection != null) {
      connection.received();
      if (begun) {
        connection.continued();
      }
    }
    if (keepsMessage) {
      messageBytes.parsed();
    } else {
      begun = true;
      messageBytes.handled();
    }
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
    messageBytes.handled();
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
