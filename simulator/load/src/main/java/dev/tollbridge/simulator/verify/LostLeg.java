package dev.tollbridge.simulator.verify;

import dev.tollbridge.simulator.rater.EngineTime;
import dev.tollbridge.v1.CallRecord;
import dev.tollbridge.v1.CloseReason;

/**
 * A leg that was over when its bridge lost its state, and whose closing the bridge had not received. Its record is
 * found in the books. What is correct depends on what the server had acknowledged: with the end, the record is exact;
 * without it, the leg is missing from the newer session's list and closed at the last contact; without the answer,
 * there may be no record.
 */
final class LostLeg {
  private final LegAudit leg;
  private final boolean answerKnown;
  private final boolean endUnreported;
  private final boolean endKnown;
  private final long contactFromMicros;
  private long contactToMicros = Long.MAX_VALUE / 2;
  private boolean found;

  /**
   * A leg as known at the crash.
   *
   * @param answerKnown the server had acknowledged the answer
   * @param endUnreported the end was not sent
   * @param endKnown the server had acknowledged the end
   * @param contactFromMicros engine time at which the server had heard from the bridge
   */
  LostLeg(LegAudit leg, boolean answerKnown, boolean endUnreported, boolean endKnown, long contactFromMicros) {
    this.leg = leg;
    this.answerKnown = answerKnown;
    this.endUnreported = endUnreported;
    this.endKnown = endKnown;
    this.contactFromMicros = contactFromMicros;
  }

  String legId() {
    return leg.leg().legId();
  }

  String organizationId() {
    return leg.leg().organizationId();
  }

  /** The bridge's newer session has reached the server: the last contact of the old one was before this time. */
  synchronized void heardAgain(long serverMicros) {
    contactToMicros = Math.min(contactToMicros, serverMicros);
  }

  /** Whether there must be a record. */
  boolean mustBeRecorded() {
    return answerKnown;
  }

  /** Compares the record in the books; only once, however often they are read. */
  synchronized void found(CallRecord record) {
    if (found) {
      return;
    }
    found = true;
    boolean missing = record.getCloseReason() == CloseReason.CLOSE_REASON_MISSING;
    if (missing ? endKnown : endUnreported) {
      leg.wrong(missing ? "to have ended as reported" : "to be closed at its bridge's last contact",
          record.getCloseReason());
      return;
    }
    if (missing) {
      checkLastContact(record);
    }
    leg.closedUnheard(record, missing);
  }

  private void checkLastContact(CallRecord record) {
    long answerMicros = leg.leg().answerMicros();
    long endMicros = EngineTime.micros(record.getEndTime());
    long leastMicros = Math.max(answerMicros, contactFromMicros);
    long mostMicros = Math.max(answerMicros, contactToMicros);
    boolean nothingUsed = endMicros == answerMicros && leg.mayBeReportedLate();
    if (!nothingUsed && (endMicros < leastMicros || endMicros > mostMicros)) {
      leg.wrong("to end at its bridge's last contact, " + EngineTime.instant(leastMicros) + " to "
          + EngineTime.instant(mostMicros), EngineTime.instant(endMicros));
    }
  }
}
