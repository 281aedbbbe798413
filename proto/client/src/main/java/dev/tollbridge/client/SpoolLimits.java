package dev.tollbridge.client;

/**
 * Sizes of a spool.
 *
 * @param segmentBytes a segment that has grown to this is followed by another, unless its list of active legs was more
 *     than half of it
 * @param maxBytes size of the full segments that await acknowledgement; beyond this callers wait
 */
record SpoolLimits(long segmentBytes, long maxBytes) {

  static final SpoolLimits DEFAULT = new SpoolLimits(8L << 20, 512L << 20);
  /** Longest record; the events that the server accepts are far shorter. */
  static final int MAX_RECORD_BYTES = 64 << 10;

  SpoolLimits {
    if (segmentBytes < 1 || maxBytes < segmentBytes) {
      throw new IllegalArgumentException("a spool needs room for a segment: " + segmentBytes + ", " + maxBytes);
    }
  }

  /** The size at which a segment is followed by another; writing lists of legs costs no more than writing events. */
  long rotationBytes(long initialBytes) {
    return Math.max(segmentBytes, 2 * initialBytes);
  }
}
