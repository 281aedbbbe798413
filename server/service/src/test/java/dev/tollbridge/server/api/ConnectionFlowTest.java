package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.security.AccessControl;
import dev.tollbridge.server.security.PeerConnection;
import dev.tollbridge.server.security.PeerConnections;
import dev.tollbridge.server.security.TokenDirectory;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What passes through a connection. */
final class ConnectionFlowTest {
  private static final int MEBIBYTE = 1 << 20;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double counted() {
    return registry.get("tollbridge.limited.peers").tag("limit", "bytes").counter().count();
  }

  private static ConnectionFlow flow(PeerConnections connections) {
    return new ConnectionFlow(connections, connection(connections));
  }

  private static PeerConnection connection(PeerConnections connections) {
    return Objects.requireNonNull(connections.accept(InetAddress.getLoopbackAddress(), () -> {}));
  }

  /** It is read again after a moment, and loses nothing. */
  @Test
  void isPausedForAPartOfASecond() {
    try (var access = AccessControl.open(new TokenDirectory(), new ServerMetrics(registry))) {
      var channel = new EmbeddedChannel(flow(access.connections()));
      channel.freezeTime();
      assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[MEBIBYTE]))).isTrue();
      assertThat(channel.config().isAutoRead()).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[9 * MEBIBYTE]))).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
      }
      assertThat(counted()).isEqualTo(1);
      channel.advanceTimeBy(250, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      assertThat(channel.config().isAutoRead()).isTrue();
      assertThat(channel.inboundMessages()).hasSize(3);
      assertThat(channel.finishAndReleaseAll()).isTrue();
    }
  }

  /** It is read again once a thread has handled what it had sent. */
  @Test
  void isPausedWhileTooMuchWaitsToBeHandled() {
    try (var access = AccessControl.open(new TokenDirectory(), new ServerMetrics(registry))) {
      PeerConnection connection = connection(access.connections());
      var channel = new EmbeddedChannel(new ConnectionFlow(access.connections(), connection));
      channel.freezeTime();
      long much = Runtime.getRuntime().maxMemory();
      connection.unhandled(much);
      assertThat(channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]))).isTrue();
      for (int i = 0; i < 2; i++) {
        channel.advanceTimeBy(20, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.config().isAutoRead()).isFalse();
      }
      connection.unhandled(-much);
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
      var channel = new EmbeddedChannel(new ConnectionFlow(access.connections(), connection));
      var _ = channel.write(Unpooled.wrappedBuffer(new byte[MEBIBYTE]));
      assertThat(connection.unreadBytes()).isEqualTo(MEBIBYTE);
      channel.flush();
      assertThat(connection.unreadBytes()).isZero();
      assertThat(channel.finishAndReleaseAll()).isTrue();
    }
  }
}
