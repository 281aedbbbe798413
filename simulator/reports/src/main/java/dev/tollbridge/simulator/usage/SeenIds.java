package dev.tollbridge.simulator.usage;

import com.google.common.hash.Hashing;
import org.agrona.collections.LongHashSet;

/**
 * Usage ids that were seen, as fingerprints of 64 bits: of eight million ids, two look the same once in 500,000
 * reports. For one thread.
 */
public final class SeenIds {
  /** Further ids are not remembered; these take 128 MiB. */
  public static final int MAX_IDS = 8_000_000;

  private final LongHashSet fingerprints = new LongHashSet();

  /** Takes an id; false when it came before. Empty ones never do. */
  public boolean add(String usageId) {
    if (usageId.isEmpty()) {
      return true;
    }
    long fingerprint = Hashing.farmHashFingerprint64().hashUnencodedChars(usageId).asLong();
    return isFull() ? !fingerprints.contains(fingerprint) : fingerprints.add(fingerprint);
  }

  /** Whether ids may have come that are not remembered. */
  public boolean isFull() {
    return fingerprints.size() >= MAX_IDS;
  }
}
