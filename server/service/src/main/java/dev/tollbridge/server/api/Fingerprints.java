package dev.tollbridge.server.api;

import com.google.protobuf.MessageLite;
import dev.tollbridge.core.engine.Request;
import dev.tollbridge.server.rpc.Sha256;
import java.nio.ByteBuffer;

/** Shows whether two requests have the same content. */
final class Fingerprints {
  private Fingerprints() {}

  /** What makes a call idempotent. */
  static Request request(String requestId, MessageLite payload) {
    return new Request(requestId, of(payload));
  }

  /** The first 64 bits of the SHA-256 of a message. */
  static long of(MessageLite message) {
    return ByteBuffer.wrap(Sha256.digest().digest(message.toByteArray())).getLong();
  }
}
