package dev.tollbridge.server.security;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;

/** A call whose messages are read no faster than its connection may send, and whose responses are counted until read. */
final class PacedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final PeerConnection connection;
  private final MessageBytes.@Nullable OfCall bytes = MessageBytes.OfCall.KEY.get();

  PacedCall(ServerCall<Q, A> call, PeerConnection connection) {
    super(call);
    this.connection = connection;
  }

  @Override
  public void sendMessage(A message) {
    if (bytes != null && isReady()) {
      bytes.taken();
    }
    super.sendMessage(message);
  }

  @Override
  public void request(int count) {
    connection.request(() -> delegate().request(count));
  }
}
