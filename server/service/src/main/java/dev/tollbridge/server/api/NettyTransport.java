package dev.tollbridge.server.api;

import dev.tollbridge.server.rpc.MessageGuard;
import dev.tollbridge.server.security.AccessControl;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.RecvByteBufAllocator;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The sockets of the gRPC port, and the threads that serve them. */
final class NettyTransport implements AutoCloseable {
  private static final long SHUTDOWN_SECONDS = 1;
  private static final int MIN_READ_BYTES = 2 * 1024;
  private static final int MAX_READ_BYTES = 4 * 1024;

  private final EventLoopGroup acceptor = group("grpc-acceptor", 1);
  /** More threads than cores would only wake each other. */
  private final EventLoopGroup workers = group("grpc-transport", CallThreads.CORES);

  private static EventLoopGroup group(String name, int threads) {
    IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), io);
  }

  /** A server whose peers are limited. */
  NettyServerBuilder builder(String host, int port, ServerCredentials credentials, AccessControl access) {
    var gate = new ConnectionGate(access.connections());
    var builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port), credentials)
        .bossEventLoopGroup(acceptor).workerEventLoopGroup(workers).channelFactory(() -> gated(gate))
        .withChildOption(ChannelOption.RECVBUF_ALLOCATOR, fairReads())
        .maxInboundMessageSize(MessageGuard.MAX_MESSAGE_BYTES);
    builder.addTransportFilter(gate.filter());
    return PeerLimits.applied(builder);
  }

  /** Connections of a thread take turns after so many bytes: none waits for all that another has sent. */
  private static RecvByteBufAllocator fairReads() {
    return new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, MIN_READ_BYTES, MAX_READ_BYTES).maxMessagesPerRead(1);
  }

  private static ServerChannel gated(ConnectionGate gate) {
    ServerChannel channel = Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    channel.pipeline().addLast(gate);
    return channel;
  }

  @Override
  public void close() {
    var _ = acceptor.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    var _ = workers.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
