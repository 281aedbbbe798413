package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.server.security.PeerConnections;
import dev.tollbridge.server.security.TokenDirectory;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a connection. */
final class ConnectionFlowTest {
  private static final int MEBIBYTE = 1 << 20;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Counts what the socket is asked for. */
  private static final class Reads extends ChannelOutboundHandlerAdapter {
    private int count;

    @Override
    public void read(ChannelHandlerContext context) {
      count++;
      context.read();
    }
  }

  private double counted() {
    return registry.get("tollbridge.limited.peers").tag("limit", "bytes").counter().count();
  }

  private static ConnectionFlow flow(PeerConnections connections) {
    return new ConnectionFlow(connections, connection(connections), new ReadTurns(1).turn());
  }

  private static PeerConnection connection(PeerConnections connections) {
    return Objects.requireNonNull(connections.accept(InetAddress.getLoopbackAddress(), () -> {}));
  }

  /** It is read again after a moment, and loses nothing. */
  @Test
  void isPausedForAPartOfASecond() {
    try (var access = AccessControl.open(new TokenDirectory(), new ServerMetrics(registry))) {
      var reads = new Reads();
      var channel = new EmbeddedChannel(reads, flow(access.connections()));
      channel.freezeTime();
      assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[MEBIBYTE]))).isTrue();
      assertThat(channel.config().isAutoRead()).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[9 * MEBIBYTE]))).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
      }
      assertThat(counted()).isEqualTo(1);
      int before = reads.count;
      channel.read();
      assertThat(reads.count).isEqualTo(before);
      channel.advanceTimeBy(250, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      assertThat(channel.config().isAutoRead()).isTrue();
      assertThat(reads.count).isEqualTo(before + 1);
      assertThat(channel.inboundMessages()).hasSize(3);
      assertThat(channel.finishAndReleaseAll()).isTrue();
    }
  }

  /** It is read again once a thread has handled what it had sent. */
  @Test
  @Timeout(60)
  void isPausedWhileTooMuchWaitsToBeHandled() {
    try (var access = AccessControl.open(new TokenDirectory(), new ServerMetrics(registry))) {
      PeerConnection connection = connection(access.connections());
      var channel = new EmbeddedChannel(new ConnectionFlow(access.connections(), connection, new ReadTurns(1).turn()));
      channel.freezeTime();
      long much = Runtime.getRuntime().maxMemory();
      connection.unhandled(much);
      while (!connection.isPaused()) {
        Thread.onSpinWait();
      }
      assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]))).isTrue();
      for (int i = 0; i < 2; i++) {
        channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.config().isAutoRead()).isFalse();
      }
      connection.unhandled(-much);
      while (connection.isPaused()) {
        Thread.onSpinWait();
      }
      channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      assertThat(channel.config().isAutoRead()).isTrue();
      assertThat(channel.finishAndReleaseAll()).isTrue();
    }
  }

  @Test
  void bytesWaitUntilTheyAreWritten() {
    try (var access = AccessControl.open(new TokenDirectory(), new ServerMetrics(registry))) {
      PeerConnection connection = connection(access.connections());
      var channel = new EmbeddedChannel(new ConnectionFlow(access.connections(), connection, new ReadTurns(1).turn()));
      var _ = channel.write(Unpooled.wrappedBuffer(new byte[MEBIBYTE]));
      assertThat(connection.unreadBytes()).isEqualTo(MEBIBYTE);
      channel.flush();
      assertThat(connection.unreadBytes()).isZero();
      assertThat(channel.finishAndReleaseAll()).isTrue();
    }
  }
}
