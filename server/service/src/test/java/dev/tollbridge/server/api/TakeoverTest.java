package dev.tollbridge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollbridge.server.security.Role;
import io.grpc.Attributes;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.LocalSocketPicker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bridge ids that pass from one to another are counted. */
@Tag("slow")
@Timeout(60)
final class TakeoverTest {
  @TempDir
  private Path directory;
  private final List<ManagedChannel> channels = new ArrayList<>();

  @AfterEach
  void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  /** A connection from another address of this machine. */
  private ManagedChannel from(String address, TestServer server) {
    ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext()
        .localSocketPicker(new LocalSocketPicker() {
          @Override
          public SocketAddress createSocketAddress(SocketAddress server, Attributes attributes) {
            return new InetSocketAddress(address, 0);
          }
        }).build();
    channels.add(channel);
    return channel;
  }

  private static double count(TestServer server, String by) {
    return server.meters.get("tollbridge.takeovers").tag("by", by).counter().count();
  }

  private static BridgeStream opened(BridgeStream stream, long session) {
    stream.open("edge", session);
    var _ = stream.opened();
    return stream;
  }

  @Test
  void byAnotherAddressWithANewerSessionOrAgainstAnOpenStream() throws IOException {
    try (var server = TestServer.start(directory)) {
      ManagedChannel first = from("127.0.0.2", server);
      ManagedChannel second = from("127.0.0.3", server);
      var _ = opened(BridgeStream.start(first), 1);
      // the bridge itself: after a restart, and on a new stream
      var _ = opened(BridgeStream.start(first), 2);
      BridgeStream open = opened(BridgeStream.start(first), 2);
      assertThat(count(server, "address")).isZero();

      BridgeStream thief = opened(BridgeStream.start(second), 2);
      assertThat(open.error().getStatus().getDescription()).contains("opened another stream");
      assertThat(count(server, "address")).isEqualTo(1);
      thief.cancel();
      server.await("the thief's stream is closed", () -> server.openStreams() == 0);
      // after a stream that was closed another address may continue the session
      opened(BridgeStream.start(first), 2).cancel();
      assertThat(count(server, "address")).isEqualTo(1);
      server.await("the stream is closed", () -> server.openStreams() == 0);

      opened(BridgeStream.start(second), 3).cancel();
      assertThat(count(server, "address")).isEqualTo(2);
      assertThat(count(server, "identity")).isZero();
    }
  }

  @Test
  void byATokenThatIsBoundToTheId() throws IOException {
    try (var server = TestServer.identified(directory)) {
      opened(BridgeStream.start(server.as(server.token("any", Role.BRIDGE, ""))), 1).cancel();
      String bound = server.token("edge", Role.BRIDGE, "edge");
      assertThat(count(server, "identity")).isZero();
      opened(BridgeStream.start(server.as(bound)), 1).cancel();
      assertThat(count(server, "identity")).isEqualTo(1);
      opened(BridgeStream.start(server.as(bound)), 2).cancel();
      assertThat(count(server, "identity")).isEqualTo(1);
    }
  }
}
