package dev.tollbridge.server.security;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows of itself.
 *
 * @param authorization the header's value, or null
 * @param certificate of the connection, verified; or null
 * @param peer address and port
 */
public record Credentials(@Nullable String authorization, @Nullable X509Certificate certificate, String peer) {
  static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  static Credentials of(Attributes connection, Metadata headers) {
    SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    return new Credentials(headers.get(AUTHORIZATION), session == null ? null : certificate(session),
        peer(connection));
  }

  /** The peer's certificate; null when it has shown none. */
  public static @Nullable X509Certificate certificate(SSLSession session) {
    try {
      return first(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static @Nullable X509Certificate first(Certificate[] chain) {
    return Stream.of(chain).limit(1).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast)
        .findFirst().orElse(null);
  }

  static String peer(Attributes connection) {
    Object address = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return address instanceof InetSocketAddress inet
        ? peer(inet)
        : String.valueOf(address == null ? "" : address);
  }

  /** An address as log and errors show it. */
  public static String peer(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString() + ":" + address.getPort()
        : address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  List<String> certificateNames() {
    return certificate == null ? List.of() : CertificateNames.of(certificate);
  }
}
