package dev.tollbridge.server.api;

import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.server.security.PeerConnections;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lets connections in as they are accepted, before their handshake, and names each to its calls. */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {
  private final PeerConnections connections;
  private final ReadTurns turns = new ReadTurns(CallThreads.CORES);
  private final Map<SocketAddress, PeerConnection> byPeer = new ConcurrentHashMap<>();

  ConnectionGate(PeerConnections connections) {
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext server, Object accepted) {
    Channel channel = (Channel) accepted;
    PeerConnection connection = channel.remoteAddress() instanceof InetSocketAddress peer
        ? connections.accept(peer.getAddress(), () -> close(channel))
        : null;
    if (connection == null) {
      channel.unsafe().closeForcibly();
      return;
    }
    SocketAddress peer = channel.remoteAddress();
    byPeer.put(peer, connection);
    var _ = channel.closeFuture().addListener(_ -> {
      byPeer.remove(peer, connection);
      connection.closed();
    });
    channel.pipeline().addLast(new ConnectionFlow(connections, connection, turns.turn()));
    server.fireChannelRead(accepted);
  }

  /** Below HTTP/2, which would wait for calls to end: what a peer does not read would stay in memory. */
  private static void close(Channel channel) {
    ChannelHandlerContext below = channel.pipeline().context(ConnectionFlow.class);
    if (channel.isRegistered() && below != null) {
      var _ = below.close();
    }
  }

  /** Adds the connection to what calls know of their transport. */
  ServerTransportFilter filter() {
    return new ServerTransportFilter() {
      @Override
      public Attributes transportReady(Attributes transport) {
        SocketAddress peer = transport.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        @Nullable
        PeerConnection connection = peer == null ? null : byPeer.get(peer);
        return connection == null
            ? transport
            : transport.toBuilder().set(PeerConnection.KEY, connection)
                .set(CallTurns.KEY, new CallTurns(CallThreads.CORES)).build();
      }
    };
  }
}
