package dev.tollbridge.server.security;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the TLS files hold at one moment. */
final class PemFiles {
  private static final byte[] PROBE = {1, 2, 3, 4};

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private final X509Certificate[] authorities;

  private PemFiles(X509Certificate[] chain, PrivateKey key, X509Certificate[] authorities) {
    this.chain = chain;
    this.key = key;
    this.authorities = authorities;
  }

  static PemFiles read(Path certificate, Path key, @Nullable Path authorities)
      throws IOException, GeneralSecurityException {
    return new PemFiles(certificates(certificate), key(key),
        authorities == null ? new X509Certificate[0] : certificates(authorities));
  }

  private static X509Certificate[] certificates(Path file) throws IOException, CertificateException {
    try {
      X509Certificate[] found = CertificateUtils.getX509Certificates(new ByteArrayInputStream(bytes(file)));
      if (found.length == 0) {
        throw new CertificateException("it is empty");
      }
      return found;
    } catch (CertificateException e) {
      throw new CertificateException(file + " has no PEM certificates: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, InvalidKeyException {
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(bytes(file)));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidKeyException(file + " has no PEM private key in PKCS #8 ('BEGIN PRIVATE KEY')", e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
  }

  /** Whether the key is that of the first certificate. */
  boolean fitTogether() throws GeneralSecurityException {
    String algorithm = switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(PROBE);
    byte[] signature = signing.sign();
    try {
      signing.initVerify(chain[0].getPublicKey());
      signing.update(PROBE);
      return signing.verify(signature);
    } catch (InvalidKeyException otherKind) {
      return false;
    }
  }

  X509Certificate[] chain() {
    return chain.clone();
  }

  PrivateKey key() {
    return key;
  }

  X509Certificate[] authorities() {
    return authorities.clone();
  }

  /** When the server's certificate expires. */
  Instant expiry() {
    return chain[0].getNotAfter().toInstant();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PemFiles files && Arrays.equals(chain, files.chain) && key.equals(files.key)
        && Arrays.equals(authorities, files.authorities);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(chain);
  }
}
