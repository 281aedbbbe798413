package dev.tollbridge.simulator.usage;

/**
 * Usage ids that were seen, as fingerprints of 64 bits: of eight million ids, two look the same once in 500,000
 * reports. For one thread.
 */
public final class SeenIds {
  /** Further ids are not remembered; these take 128 MiB. */
  public static final int MAX_IDS = 8_000_000;
  private static final int FIRST_SLOTS = 1 << 12;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long MIX = 0xd6e8feb86659fd93L;

  /** Open addressing, a power of two, never more than half full; 0: free. */
  private long[] slots = new long[FIRST_SLOTS];
  private int count;

  /** Takes an id; false when it came before. Empty ones never do. */
  public boolean add(String usageId) {
    if (usageId.isEmpty()) {
      return true;
    }
    long fingerprint = fingerprint(usageId);
    int slot = slot(fingerprint);
    if (slots[slot] == fingerprint) {
      return false;
    }
    if (count < MAX_IDS) {
      slots[slot] = fingerprint;
      count++;
      grow();
    }
    return true;
  }

  /** Whether ids may have come that are not remembered. */
  public boolean isFull() {
    return count == MAX_IDS;
  }

  private void grow() {
    if (count > slots.length / 2) {
      long[] before = slots;
      slots = new long[before.length * 2];
      for (long fingerprint : before) {
        if (fingerprint != 0) {
          slots[slot(fingerprint)] = fingerprint;
        }
      }
    }
  }

  /** Where the fingerprint is, or would be. */
  private int slot(long fingerprint) {
    int slot = (int) fingerprint & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != fingerprint) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long fingerprint(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * MIX;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
