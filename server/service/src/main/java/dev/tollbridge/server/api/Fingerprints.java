package dev.tollbridge.server.api;

import com.google.protobuf.MessageLite;
import dev.tollbridge.core.engine.Request;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Shows whether two requests have the same content. */
final class Fingerprints {
  private Fingerprints() {}

  /** What makes a call idempotent. */
  static Request request(String requestId, MessageLite payload) {
    return new Request(requestId, of(payload));
  }

  /** The first 64 bits of the SHA-256 of a message. */
  static long of(MessageLite message) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message.toByteArray())).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
