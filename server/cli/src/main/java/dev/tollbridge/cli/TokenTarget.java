package dev.tollbridge.cli;

import dev.tollbridge.server.storage.StartupException;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running server, and the identity of who administers it. */
final class TokenTarget {
  @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9090",
      description = "The server. Default: ${DEFAULT-VALUE}.")
  private HostAndPort target = new HostAndPort("127.0.0.1", 9090);

  @Option(names = "--token-file", paramLabel = "FILE", defaultValue = "${TOLLBRIDGE_TOKEN_FILE}",
      description = "File with the caller's own token, such as admin-token in the data directory.")
  private @Nullable Path tokenFile;

  @Option(names = "--tls-ca", paramLabel = "FILE",
      description = "PEM file of the authorities that the server's certificate is of; uses TLS.")
  private @Nullable Path authorities;

  /** Calls the server; a refusal ends the command with the server's words. */
  <T> T call(Function<Channel, T> work) throws IOException {
    ManagedChannel channel = Grpc.newChannelBuilderForAddress(target.host(), target.port(), credentials()).build();
    try {
      return work.apply(tokenFile == null
          ? channel
          : ClientInterceptors.intercept(channel,
              MetadataUtils.newAttachHeadersInterceptor(authorization(tokenFile))));
    } catch (StatusRuntimeException refused) {
      throw Channels.refused(refused);
    } finally {
      channel.shutdownNow();
    }
  }

  private ChannelCredentials credentials() throws IOException {
    return authorities == null
        ? InsecureChannelCredentials.create()
        : TlsChannelCredentials.newBuilder().trustManager(authorities.toFile()).build();
  }

  private static Metadata authorization(Path file) {
    try {
      var headers = new Metadata();
      headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + Files.readString(file).strip());
      return headers;
    } catch (IOException e) {
      throw new StartupException("the token file " + file + " cannot be read");
    }
  }
}
