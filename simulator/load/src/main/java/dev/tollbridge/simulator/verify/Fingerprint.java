package dev.tollbridge.simulator.verify;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import dev.tollbridge.v1.CallRecord;

/**
 * A value's 64-bit fingerprint: equal values have equal ones, and among ten million different values the chance of two
 * equal ones is less than one in 300,000.
 */
final class Fingerprint {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private Fingerprint() {}

  static long of(CallRecord record) {
    return HASH.hashBytes(record.toByteArray()).asLong();
  }

  static long of(String text) {
    return HASH.hashUnencodedChars(text).asLong();
  }
}
