package dev.tollbridge.server.metrics;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * How the operations endpoint is protected.
 *
 * @param tls null for plain text
 * @param clientCertificates whether clients are asked for certificates
 */
public record OperationsAccess(@Nullable SSLContext tls, boolean clientCertificates, Gate gate) {
  /** Plain text, and metrics for everybody. */
  public static final OperationsAccess OPEN = new OperationsAccess(null, false, (_, _, _) -> null);

  /** Who may read metrics. */
  public interface Gate {
    /**
     * Why this client may not; null when it may.
     *
     * @param authorization the header's value, or null
     * @param session null for plain text
     */
    @Nullable
    String refusal(@Nullable String authorization, @Nullable SSLSession session, InetSocketAddress peer);
  }
}
