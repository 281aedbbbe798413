package dev.tollbridge.server.api;

import dev.tollbridge.core.tariff.RateDeck;

/**
 * How large rate decks may be in this server's memory: one that would exhaust it is refused instead.
 *
 * @param heapBytes the most that the heap may have
 * @param shardCount each of them holds the rows once more while a deck is imported
 */
record DeckMemory(long heapBytes, int shardCount) {
  /** A row of a file, read, checked for overlaps and sent to the shards. */
  static final int ROW_BYTES = 1_000;
  /** A row on its way into one shard. */
  static final int SHARD_ROW_BYTES = 500;
  /** A row of a deck that is kept. */
  static final int KEPT_ROW_BYTES = 400;

  /** The import in progress may take half of the heap. */
  private static final int IMPORT_PART = 2;
  /** All decks that are kept may take a quarter. */
  private static final int KEPT_PART = 4;
  /** Files that are being sent may take an eighth. */
  private static final int FILES_PART = 8;

  static DeckMemory ofThisServer(int shardCount) {
    return new DeckMemory(Runtime.getRuntime().maxMemory(), shardCount);
  }

  /** Rows that one deck may have. */
  int maxRows() {
    return (int) Math.min(RateDeck.MAX_RATES,
        heapBytes / IMPORT_PART / (ROW_BYTES + (long) SHARD_ROW_BYTES * shardCount));
  }

  /** Rows that all decks may have together. */
  long maxKeptRows() {
    return heapBytes / KEPT_PART / KEPT_ROW_BYTES;
  }

  /** Bytes of files that are being sent, all together. */
  long maxFileBytes() {
    return heapBytes / FILES_PART;
  }
}
