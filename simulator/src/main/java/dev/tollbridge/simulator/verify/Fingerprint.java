package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.CallRecord;
import java.nio.charset.StandardCharsets;

/**
 * 64 bits that stand for a value: equal values have equal ones, and among ten million different values two equal ones are
 * less likely than one in 300,000. FNV-1a, finished so that every bit depends on every other.
 */
final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private Fingerprint() {}

  static long of(CallRecord record) {
    return of(record.toByteArray());
  }

  static long of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long of(byte[] bytes) {
    long hash = OFFSET;
    for (byte one : bytes) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * MIX;
    return hash ^ (hash >>> 29);
  }
}
