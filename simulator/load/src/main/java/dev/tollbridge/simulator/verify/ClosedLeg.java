package dev.tollbridge.simulator.verify;

import dev.tollbridge.v1.DenialReason;

/**
 * What is kept of a leg whose closing came: whose it was, and what the plan cannot say of its record.
 *
 * @param number position in the plan
 * @param organization from 1
 * @param bridge from 0
 * @param session of the bridge at the closing
 * @param legNumber the bridge's own number at the closing
 * @param endMicros engine time; {@link LegAudit#NOT_ENDED} when the server closed it unasked
 * @param minutesCharged whether any minute was
 * @param fingerprint of the record that the closing brought
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
