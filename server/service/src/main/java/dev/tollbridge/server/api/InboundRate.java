package dev.tollbridge.server.api;

import dev.tollbridge.server.security.PeerConnections;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Reads no more bytes a second from one connection; a faster peer is slowed down by its own transport. */
final class InboundRate extends ChannelInboundHandlerAdapter {
  static final int MAX_MEBIBYTES_PER_SECOND = 32;
  private static final int PERIODS_PER_SECOND = 4;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / PERIODS_PER_SECOND;
  private static final long MAX_BYTES = (MAX_MEBIBYTES_PER_SECOND << 20) / PERIODS_PER_SECOND;

  private final PeerConnections connections;
  private long periodNanos = System.nanoTime();
  private long periodBytes;

  InboundRate(PeerConnections connections) {
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      count(context, bytes.readableBytes());
    }
    context.fireChannelRead(message);
  }

  private void count(ChannelHandlerContext context, int bytes) {
    long now = System.nanoTime();
    if (now - periodNanos >= PERIOD_NANOS) {
      periodNanos = now;
      periodBytes = 0;
    }
    periodBytes += bytes;
    if (periodBytes > MAX_BYTES && context.channel().config().isAutoRead()) {
      connections.paused();
      context.channel().config().setAutoRead(false);
      var _ = context.executor().schedule(() -> context.channel().config().setAutoRead(true),
          periodNanos + PERIOD_NANOS - now, TimeUnit.NANOSECONDS);
    }
  }
}
