package dev.tollbridge.server.security;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server protects itself.
 *
 * @param certificate PEM file of the server's certificate chain; null for plain text
 * @param key PEM file of its private key in PKCS #8; null for plain text
 * @param clientAuthorities PEM file of the authorities whose client certificates are accepted; null for none
 * @param insecure plain text is accepted on an address other than loopback
 * @param identified everybody needs an identity, on loopback too
 */
public record SecuritySettings(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path clientAuthorities,
    boolean insecure,
    boolean identified) {
  /** Plain text, and open on loopback. */
  public static final SecuritySettings NONE = new SecuritySettings(null, null, null, false, false);

  public boolean hasTls() {
    return certificate != null;
  }

  /** What is wrong with the settings for these addresses, naming the option; null when nothing is. */
  public @Nullable String fault(InetSocketAddress... addresses) {
    if ((certificate == null) != (key == null)) {
      return "--tls-cert and --tls-key need each other";
    }
    if (clientAuthorities != null && certificate == null) {
      return "--tls-ca needs --tls-cert and --tls-key";
    }
    if (insecure && hasTls()) {
      return "--insecure and --tls-cert exclude each other";
    }
    if (!hasTls() && !insecure && !onLoopback(addresses)) {
      return "an address that others can reach needs --tls-cert and --tls-key ('tollbridge certificates DIR' makes some"
          + " for a first try), or --insecure for plain text, in which tokens can be read on the way";
    }
    return null;
  }

  /** Whether the server asks nobody for an identity at these addresses. */
  public boolean isOpen(InetSocketAddress... addresses) {
    return !identified && !hasTls() && onLoopback(addresses);
  }

  private static boolean onLoopback(InetSocketAddress... addresses) {
    for (InetSocketAddress address : addresses) {
      if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
        return false;
      }
    }
    return true;
  }
}
