package dev.tollbridge.server.security;

import dev.tollbridge.server.rpc.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token as its holder has it: {@code tb_<id>_<secret>}. The id finds the token and is no secret; the secret is
 * 256 random bits, so one round of SHA-256 keeps it, without salt.
 */
public record TokenText(String tokenId, String secret) {
  private static final String PREFIX = "tb_";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final int MAX_LENGTH = 128;

  /** A token that nobody has. */
  public static TokenText random() {
    return new TokenText(hex(ID_BYTES), hex(SECRET_BYTES));
  }

  /** An id for what has no secret. */
  public static String randomId() {
    return hex(ID_BYTES);
  }

  private static String hex(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Null when the text has not the form of a token. */
  static @Nullable TokenText parse(String text) {
    int separator = text.indexOf('_', PREFIX.length());
    if (!text.startsWith(PREFIX) || separator < 0 || text.length() > MAX_LENGTH) {
      return null;
    }
    return new TokenText(text.substring(PREFIX.length(), separator), text.substring(separator + 1));
  }

  /** What is kept of the secret. */
  public String secretSha256() {
    return Sha256.hex(secret);
  }

  /** Whether the secret is the one of this hash; takes equally long wherever they differ. */
  boolean matches(String kept) {
    return MessageDigest.isEqual(secretSha256().getBytes(StandardCharsets.US_ASCII),
        kept.getBytes(StandardCharsets.US_ASCII));
  }

  /** The text that the holder sends. */
  public String text() {
    return PREFIX + tokenId + "_" + secret;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return PREFIX + tokenId + "_…";
  }
}
