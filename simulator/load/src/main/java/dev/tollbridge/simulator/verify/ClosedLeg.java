package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.DenialReason;

/**
 * The remaining data of a leg whose closing was received: what its record contains beyond the plan.
 *
 * @param number position in the plan
 * @param organization from 1
 * @param bridge from 0
 * @param session of the bridge at the closing
 * @param legNumber the bridge's own number at the closing
 * @param endMicros engine time; {@link LegAudit#NOT_ENDED} if the server closed it on its own
 * @param minutesCharged whether any minute was charged
 * @param fingerprint of the record in the closing
 */
record ClosedLeg(
    long number,
    int organization,
    int bridge,
    long session,
    long legNumber,
    long answerMicros,
    long endMicros,
    String cause,
    boolean minutesCharged,
    DenialReason denial,
    long closingAdjustmentMicros,
    long fingerprint) {}
