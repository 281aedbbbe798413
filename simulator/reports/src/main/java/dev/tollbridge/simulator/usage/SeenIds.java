package dev.tollbridge.simulator.usage;

import com.google.common.hash.Hashing;
import org.agrona.collections.LongHashSet;

/**
 * Usage ids already read, as fingerprints of 64 bits: of eight million ids, two have the same fingerprint once in
 * 500,000 reports. For one thread.
 */
public final class SeenIds {
  /** Most ids that are remembered, in 128 MiB; further ones are not. */
  public static final int MAX_IDS = 8_000_000;

  private final LongHashSet fingerprints = new LongHashSet();

  /** Adds an id; false if it is a repeat. Empty ids never are. */
  public boolean add(String usageId) {
    if (usageId.isEmpty()) {
      return true;
    }
    long fingerprint = Hashing.farmHashFingerprint64().hashUnencodedChars(usageId).asLong();
    return isFull() ? !fingerprints.contains(fingerprint) : fingerprints.add(fingerprint);
  }

  /** Whether further ids are not remembered. */
  public boolean isFull() {
    return fingerprints.size() >= MAX_IDS;
  }
}
