package dev.tollbridge.server.api;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.util.concurrent.TimeUnit;

/** What one peer may use of the gRPC port. */
final class PeerLimits {
  /** A bridge uses one stream; a connection may serve a site's. More wait in the client. */
  static final int MAX_CALLS_PER_CONNECTION = 1_000;
  static final int MAX_HEADER_BYTES = 8 * 1024;
  /** A client that cancels more calls than this within the window is disconnected. */
  static final int MAX_RESETS = 500;
  static final int RESET_WINDOW_SECONDS = 5;
  static final int HANDSHAKE_SECONDS = 10;
  /** A peer that is gone is noticed within the sum. */
  static final int KEEP_ALIVE_SECONDS = 30;
  static final int KEEP_ALIVE_TIMEOUT_SECONDS = 15;
  /** A connection without calls is closed after this time; clients connect again by themselves. */
  static final int IDLE_MINUTES = 10;

  private PeerLimits() {}

  static NettyServerBuilder applied(NettyServerBuilder builder) {
    return builder.maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION).maxInboundMetadataSize(MAX_HEADER_BYTES)
        .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS).keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES).permitKeepAliveTime(1, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
  }
}
