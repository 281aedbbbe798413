package dev.tollbridge.simulator.cli;

import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the connection to the server. */
final class ConnectionOptions {
  private static final int MAX_MESSAGE_BYTES = 16 << 20;
  /** A silently failed server is noticed after the sum of both, well within a bridge's lease. */
  private static final long KEEP_ALIVE_SECONDS = 10;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;

  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090")
  private String target = "";
  @Option(names = "--tls")
  private boolean tls;
  @Option(names = "--ca", paramLabel = "FILE")
  private @Nullable Path ca;
  @Option(names = "--cert", paramLabel = "FILE")
  private @Nullable Path cert;
  @Option(names = "--key", paramLabel = "FILE")
  private @Nullable Path key;
  @Option(names = "--token", paramLabel = "TEXT")
  private @Nullable String token;
  @Option(names = "--token-file", paramLabel = "FILE")
  private @Nullable Path tokenFile;

  String target() {
    return target;
  }

  /** How channels are made; {@link IllegalArgumentException} names an invalid option. */
  Connector connector() {
    if (!isHostAndPort(target)) {
      throw new IllegalArgumentException("--target must be HOST:PORT, not '" + target + "'");
    }
    ChannelCredentials credentials = tls || ca != null || cert != null || key != null
        ? tls()
        : InsecureChannelCredentials.create();
    requireUsable(credentials);
    String bearer = bearer();
    return new Connector(target, credentials, bearer == null ? null : new BearerToken(bearer));
  }

  /** Refuses files with the wrong content, which is noticed only here. */
  private void requireUsable(ChannelCredentials credentials) {
    try {
      var _ = Grpc.newChannelBuilder(target, credentials);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "--ca, --cert or --key is not usable: expected PEM with certificates and a"
              + " PKCS #8 key",
          e);
    }
  }

  /** Whether a text names a host and a valid port. */
  private static boolean isHostAndPort(String text) {
    return text.matches(".+:\\d{1,5}") && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= 65_535;
  }

  private ChannelCredentials tls() {
    TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
    if ((cert == null) != (key == null)) {
      throw new IllegalArgumentException("--cert and --key must be given together");
    }
    try {
      if (ca != null) {
        credentials.trustManager(readable("--ca", ca).toFile());
      }
      if (cert != null && key != null) {
        credentials.keyManager(readable("--cert", cert).toFile(), readable("--key", key).toFile());
      }
      return credentials.build();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("--ca, --cert or --key cannot be read: " + e.getMessage(), e);
    }
  }

  private @Nullable String bearer() {
    if (token != null && tokenFile != null) {
      throw new IllegalArgumentException("--token and --token-file exclude each other");
    }
    if (tokenFile == null) {
      return token == null ? null : checked("--token", token);
    }
    try {
      return checked("--token-file", Files.readString(readable("--token-file", tokenFile)).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("--token-file " + tokenFile + " cannot be read: " + e, e);
    }
  }

  /** A header can contain visible ASCII only. */
  private static String checked(String option, String text) {
    if (!text.matches("[!-~]{1,8192}")) {
      throw new IllegalArgumentException(option + " must be 1 to 8192 visible ASCII characters without spaces");
    }
    return text;
  }

  private static Path readable(String option, Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(option + " " + file + " cannot be read");
    }
    return file;
  }

  /**
   * Makes channels to the server.
   *
   * @param token credentials sent with every call; null: none
   */
  record Connector(String target, ChannelCredentials credentials, @Nullable CallCredentials token) {

    ManagedChannel connect() {
      ManagedChannelBuilder<?> channel = Grpc.newChannelBuilder(target, credentials)
          .maxInboundMessageSize(MAX_MESSAGE_BYTES).keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
          .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (token != null) {
        channel.intercept(new TokenInterceptor(token));
      }
      return channel.build();
    }
  }
}
