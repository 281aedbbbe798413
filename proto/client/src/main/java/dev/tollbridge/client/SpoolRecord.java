package dev.tollbridge.client;

import dev.tollbridge.v1.LegEvent;

/** One entry of a spool's segment. */
sealed interface SpoolRecord {

  /**
   * The first entry of every segment: its bridge, and the state of the session when the segment was begun.
   *
   * @param firstSequence sequence of the first event that the segment can hold
   * @param acknowledged the last acknowledged event, as far as known
   * @param activeLegCount how many {@link ActiveLeg} follow
   */
  record Header(
      String bridgeId,
      long session,
      long firstSequence,
      long acknowledged,
      long lastLegNumber,
      int activeLegCount) implements SpoolRecord {}

  /** A leg that was active when the segment was begun: the event of its answer. */
  record ActiveLeg(LegEvent answered) implements SpoolRecord {}

  /** The next event. */
  record Event(LegEvent event) implements SpoolRecord {}

  /** Every event up to the sequence is on the server's disk. */
  record Acknowledged(long sequence) implements SpoolRecord {}

  /** The server rejected or closed a leg. */
  record Dropped(long legNumber) implements SpoolRecord {}
}
