package dev.tollbridge.cli;

import dev.tollbridge.server.security.SecuritySettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server protects itself: open on loopback unless an option says otherwise. */
final class SecurityOptions {
  @Option(names = "--tls-cert", paramLabel = "FILE",
      description = "PEM file of the server's certificate, with its chain: both ports use TLS. Read again when it changes.")
  @Nullable
  Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file of its private key, PKCS #8.")
  @Nullable
  Path key;

  @Option(names = "--tls-ca", paramLabel = "FILE",
      description = "PEM file of the authorities whose client certificates are accepted; 'tollbridge token create"
          + " --certificate' says what each may do.")
  @Nullable
  Path clientAuthorities;

  @Option(names = "--auth", description = "Everybody needs a token or a known client certificate, on loopback too. The"
      + " first administrator's token is written to admin-token in the data directory.")
  boolean identified;

  @Option(names = "--insecure",
      description = "Accepts an address that others can reach without TLS: tokens and calls can be read on the way.")
  boolean insecure;

  SecuritySettings settings() {
    return new SecuritySettings(certificate, key, clientAuthorities, insecure, identified);
  }
}
