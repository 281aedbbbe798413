package dev.tollbridge.server.api;

import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.server.security.PeerConnections;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2LocalFlowController;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads no more bytes a second from one connection, none while too many wait to be handled, and no longer than is its
 * turn while it carries no stream; a faster peer is slowed down by its own transport. Counts what waits to be written to
 * it.
 */
final class ConnectionFlow extends ChannelDuplexHandler {
  static final int MAX_MEBIBYTES_PER_SECOND = 32;
  private static final int PERIODS_PER_SECOND = 4;
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / PERIODS_PER_SECOND;
  /** How soon a connection is looked at again that is paused or has sent what nobody has asked for. */
  private static final long RECOUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int RECOUNT_BYTES = 64 * 1024;
  private static final long MAX_BYTES = (MAX_MEBIBYTES_PER_SECOND << 20) / PERIODS_PER_SECOND;

  private final PeerConnections connections;
  private final PeerConnection connection;
  private final ReadTurns.Turn turn;
  private long periodNanos = System.nanoTime();
  private long periodBytes;
  private int uncountedBytes;
  private long unaskedBytes;
  private boolean recounts;
  private boolean paused;

  ConnectionFlow(PeerConnections connections, PeerConnection connection, ReadTurns.Turn turn) {
    this.connections = connections;
    this.connection = connection;
    this.turn = turn;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    int bytes = message instanceof ByteBuf read ? read.readableBytes() : 0;
    count(context, bytes);
    long nanos = System.nanoTime();
    context.fireChannelRead(message);
    long waitNanos = connection.carriesStream() ? 0 : turn.took(nanos, System.nanoTime());
    if (waitNanos > 0) {
      pause(context, waitNanos);
    }
    uncountedBytes += bytes;
    if (uncountedBytes >= RECOUNT_BYTES) {
      recount(context);
    }
    if (connection.isPaused()) {
      pause(context, RECOUNT_NANOS);
    }
  }

  /** HTTP/2's handler asks for more of what it has passed to nobody, whether reads are automatic or not. */
  @Override
  public void read(ChannelHandlerContext context) {
    if (!paused) {
      context.read();
    }
  }

  /** Counts what calls were sent and have not asked for, until there is none. */
  private void recount(ChannelHandlerContext context) {
    uncountedBytes = 0;
    long before = unaskedBytes;
    unaskedBytes = context.channel().isActive()
        ? unaskedBytes(context.pipeline().get(Http2ConnectionHandler.class))
        : 0;
    connection.unhandled(unaskedBytes - before);
    if (unaskedBytes > 0 && !recounts) {
      recounts = true;
      var _ = context.executor().schedule(() -> {
        recounts = false;
        recount(context);
      }, RECOUNT_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private static long unaskedBytes(@Nullable Http2ConnectionHandler http2) {
    if (http2 == null) {
      return 0;
    }
    Http2LocalFlowController flow = http2.connection().local().flowController();
    var sum = new LongAdder();
    try {
      http2.connection().forEachActiveStream(stream -> {
        // of a call that was answered they are dropped as they arrive, and only not given back to the peer
        if (stream.state() != Http2Stream.State.HALF_CLOSED_LOCAL) {
          sum.add(flow.unconsumedBytes(stream));
        }
        return true;
      });
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
    return sum.sum();
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
    if (periodBytes > MAX_BYTES && !paused) {
      connections.paused();
      pause(context, periodNanos + PERIOD_NANOS - now);
    }
  }

  private void pause(ChannelHandlerContext context, long nanos) {
    if (!paused) {
      paused = true;
      turn.pause();
      context.channel().config().setAutoRead(false);
      resumeAfter(context, nanos);
    }
  }

  private void resumeAfter(ChannelHandlerContext context, long nanos) {
    var _ = context.executor().schedule(() -> resume(context), nanos, TimeUnit.NANOSECONDS);
  }

  private void resume(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      turn.end();
    } else if (connection.isPaused()) {
      resumeAfter(context, RECOUNT_NANOS);
    } else {
      paused = false;
      turn.end();
      context.channel().config().setAutoRead(true);
    }
  }
}
