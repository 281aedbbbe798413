package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RejectionReason;
import dev.tollbridge.v1.Rejection;

/**
 * The reported end of a leg that is no longer active, or never was: its record is sent again if there is one.
 *
 * @param shard the organization's, where the record would be
 * @param repeated the event was applied or rejected before, so that it is not rejected now
 */
record LateEnd(long sequence, long legNumber, String organizationId, int shard, boolean repeated) {
  /** The bridge's response when there is no record. */
  Rejection rejection() {
    return Rejections.encode(new Outcome.EventRejection(sequence, legNumber, RejectionReason.UNKNOWN_LEG));
  }
}
