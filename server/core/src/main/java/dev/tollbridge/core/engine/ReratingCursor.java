package dev.tollbridge.core.engine;

/** A position among the records that a re-rating reads: by organization, start time, then sequence. */
public record ReratingCursor(String organizationId, long startMicros, long recordSequence) {
  /** Before the first record. */
  public static final ReratingCursor START = new ReratingCursor("", 0, 0);
}
