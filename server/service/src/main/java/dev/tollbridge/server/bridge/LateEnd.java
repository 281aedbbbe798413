package dev.tollbridge.server.bridge;

import dev.tollbridge.core.engine.LegEvent;
import dev.tollbridge.core.engine.Outcome;
import dev.tollbridge.core.engine.RejectionReason;
import dev.tollbridge.v1.Rejection;

/**
 * The reported end of a leg that is not active in the shard of the organization that it names: its record is sent again
 * if there is one, and the leg ends where it is active if that is another shard.
 *
 * @param shard of the organization that the end names, where the record would be
 * @param repeated the event was forwarded before; whatever came of it, it is not rejected now
 */
record LateEnd(LegEvent.Ended event, int shard, boolean repeated) {
  long legNumber() {
    return event.legNumber();
  }

  /** An end that is repeated is not that of a leg that was answered since with the same number. */
  long answeredBefore() {
    return repeated ? event.sequence() : Long.MAX_VALUE;
  }

  /** The bridge's response when there is neither a record nor a leg. */
  Rejection rejection() {
    return Rejections
        .encode(new Outcome.EventRejection(event.sequence(), event.legNumber(), RejectionReason.UNKNOWN_LEG));
  }
}
