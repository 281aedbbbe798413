package dev.tollbridge.server.security;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ServerCall;

/** A call whose messages are read no faster than its connection may send, and whose responses are counted until read. */
final class PacedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final PeerConnection connection;
  private final MessageBytes.OfCall bytes = MessageBytes.OfCall.current();

  PacedCall(ServerCall<Q, A> call, PeerConnection connection) {
    super(call);
    this.connection = connection;
  }

  @Override
  public void sendMessage(A message) {
    if (isReady()) {
      bytes.taken();
    }
    super.sendMessage(message);
  }

  @Override
  public void request(int count) {
    connection.request(() -> delegate().request(count));
  }
}
