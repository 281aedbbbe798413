package dev.tollbridge.server.security;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ServerCall;

/** A call whose messages are read no faster than its connection may send. */
final class PacedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  private final PeerConnection connection;

  PacedCall(ServerCall<Q, A> call, PeerConnection connection) {
    super(call);
    this.connection = connection;
  }

  @Override
  public void request(int count) {
    connection.request(() -> delegate().request(count));
  }
}
