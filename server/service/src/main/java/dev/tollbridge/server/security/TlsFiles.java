package dev.tollbridge.server.security;

import dev.tollbridge.server.metrics.ServerMetrics;
import dev.tollbridge.server.storage.StartupException;
import dev.tollbridge.server.worker.Failures;
import dev.tollbridge.server.worker.Worker;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate, key and client authorities: read from files, and read again when these change. New
 * connections get what is in the files; open ones continue as they are. Files that do not fit together, because only one
 * of them has been replaced so far, are left aside until they do.
 */
public final class TlsFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
  private static final Duration CHECK_PERIOD = Duration.ofSeconds(1);

  private final SecuritySettings settings;
  private final AdvancedTlsX509KeyManager key = new AdvancedTlsX509KeyManager();
  private final @Nullable AdvancedTlsX509TrustManager clientAuthorities;
  private final Worker watch;
  private volatile PemFiles current;
  private boolean warned;

  private TlsFiles(SecuritySettings settings, PemFiles first, ServerMetrics metrics)
      throws IOException, GeneralSecurityException {
    this.settings = settings;
    clientAuthorities = settings.clientAuthorities() == null
        ? null
        : AdvancedTlsX509TrustManager.newBuilder().setVerification(Verification.CERTIFICATE_ONLY_VERIFICATION).build();
    current = first;
    use(first);
    metrics.addCertificate(() -> Duration.between(Instant.now(), current.expiry()).toMillis() / 1e3);
    watch = Worker.start("tls-files", () -> {
      check();
      return CHECK_PERIOD;
    }, Failures.retry("check of the TLS files", CHECK_PERIOD, () -> {}));
  }

  /**
   * Reads the files.
   *
   * @throws StartupException that names the file which cannot be used
   */
  public static TlsFiles open(SecuritySettings settings, ServerMetrics metrics) {
    try {
      return new TlsFiles(settings, read(settings), metrics);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartupException("the TLS files cannot be used: " + e.getMessage());
    }
  }

  private static PemFiles read(SecuritySettings settings) throws IOException, GeneralSecurityException {
    Path certificate = Objects.requireNonNull(settings.certificate());
    return PemFiles.read(certificate, Objects.requireNonNull(settings.key()), settings.clientAuthorities());
  }

  private void use(PemFiles files) throws IOException, GeneralSecurityException {
    if (!files.fitTogether()) {
      throw new InvalidKeyException(
          settings.key() + " is not the private key of the first certificate in " + settings.certificate());
    }
    key.updateIdentityCredentials(files.chain(), files.key());
    if (clientAuthorities != null) {
      clientAuthorities.updateTrustCredentials(files.authorities());
    }
    current = files;
  }

  /** Uses the files as they are now, if they have changed and fit together. */
  private void check() {
    try {
      PemFiles now = read(settings);
      if (now.equals(current)) {
        warned = false;
      } else {
        use(now);
        warned = false;
        LOG.info("New TLS files are in use; the certificate is valid until {}", now.expiry());
      }
    } catch (IOException | GeneralSecurityException e) {
      warnOnce(e);
    }
  }

  private void warnOnce(Exception failure) {
    if (!warned) {
      warned = true;
      LOG.warn("The TLS files have changed and cannot be used; those before stay in use: {}", failure.getMessage());
    }
  }

  /** For gRPC. Client certificates are verified when there are authorities for them; who shows none needs a token. */
  public ServerCredentials credentials() {
    var credentials = TlsServerCredentials.newBuilder().keyManager(key);
    if (clientAuthorities != null) {
      credentials.trustManager(clientAuthorities).clientAuth(ClientAuth.OPTIONAL);
    }
    return credentials.build();
  }

  /** For HTTP. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[]{key},
          clientAuthorities == null ? null : new TrustManager[]{clientAuthorities}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  public boolean asksForClientCertificates() {
    return clientAuthorities != null;
  }

  @Override
  public void close() {
    watch.close();
  }
}
