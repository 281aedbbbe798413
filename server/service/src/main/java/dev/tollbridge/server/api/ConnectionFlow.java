package dev.tollbridge.server.api;

import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.server.security.PeerConnections;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/**
 * Reads no more bytes a second from one connection, and none while too many wait to be handled; a faster peer is slowed
 * down by its own transport. Counts what waits to be written to it.
 */
final class ConnectionFlow extends ChannelDuplexHandler {
  static final int MAX_MEBIBYTES_PER_SECOND = 32;
  private static final int PERIODS_PER_SECOND = 4;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / PERIODS_PER_SECOND;
  /** How soon a paused connection is looked at again. */
  private static final long RESUME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MAX_BYTES = (MAX_MEBIBYTES_PER_SECOND << 20) / PERIODS_PER_SECOND;

  private final PeerConnections connections;
  private final PeerConnection connection;
  private long periodNanos = System.nanoTime();
  private long periodBytes;

  ConnectionFlow(PeerConnections connections, PeerConnection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      count(context, bytes.readableBytes());
    }
    connection.whileRead(() -> context.fireChannelRead(message));
    if (connection.isPaused()) {
      pause(context, RESUME_NANOS);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      int count = bytes.readableBytes();
      connection.responded(count);
      var _ = context.write(message, promise.unvoid().addListener(_ -> connection.read(count)));
    } else {
      var _ = context.write(message, promise);
    }
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
      pause(context, periodNanos + PERIOD_NANOS - now);
    }
  }

  private void pause(ChannelHandlerContext context, long nanos) {
    if (context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(false);
      resumeAfter(context, nanos);
    }
  }

  private void resumeAfter(ChannelHandlerContext context, long nanos) {
    var _ = context.executor().schedule(() -> resume(context), nanos, TimeUnit.NANOSECONDS);
  }

  private void resume(ChannelHandlerContext context) {
    if (connection.isPaused()) {
      resumeAfter(context, RESUME_NANOS);
    } else {
      context.channel().config().setAutoRead(true);
    }
  }
}
