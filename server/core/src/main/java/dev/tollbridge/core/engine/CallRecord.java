package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import org.jspecify.annotations.Nullable;

/**
 * A closed leg's call record. Times are microseconds since 1970, money is micros of {@code currency}.
 *
 * @param sequence position in the shard's records: 1, 2, 3 …; the key that replaying the log makes again
 * @param usageId unique id of the record
 * @param legId the bridge's id for the leg; not guaranteed unique
 * @param serviceNumber E.164 with '+', or empty
 * @param remoteNumber the caller or the dialled number, as the bridge gave it
 * @param remoteCountry ISO 3166 alpha-2, or empty
 * @param destination named by the rate; empty when the call was free for want of a rate
 * @param durationSeconds answered time, every started second counted
 * @param billedSeconds after the rate's increments
 * @param connectionFeeMicros part of {@code chargeMicros}
 * @param chargeMicros all that the leg cost
 * @param closingAdjustmentMicros difference booked at the end; below zero is a refund
 * @param overdraftMicros the part of the charge that took the balance below zero at the end
 * @param capability MCOMEETACPEA, or FREECALL
 * @param denial why the leg was denied or told to disconnect, if it was
 * @param cause the bridge's own words about the end
 * @param bridgeId empty for booked calls
 * @param session 0 for booked calls
 * @param legNumber 0 for booked calls
 */
public record CallRecord(
    long sequence,
    String usageId,
    String legId,
    String conferenceId,
    String organizationId,
    String organizerId,
    CallType callType,
    String serviceNumber,
    String remoteNumber,
    String remoteCountry,
    String destination,
    long startMicros,
    long endMicros,
    long durationSeconds,
    long billedSeconds,
    long connectionFeeMicros,
    long chargeMicros,
    long closingAdjustmentMicros,
    long overdraftMicros,
    String currency,
    String capability,
    CloseReason closeReason,
    @Nullable DenialReason denial,
    String cause,
    String bridgeId,
    long session,
    long legNumber) {

  /** The record of a completed call, now booked. */
  public CallRecord booked(long bookedSequence, long bookedOverdraftMicros) {
    return new CallRecord(bookedSequence, usageId, legId, conferenceId, organizationId, organizerId, callType,
        serviceNumber, remoteNumber, remoteCountry, destination, startMicros, endMicros, durationSeconds, billedSeconds,
        connectionFeeMicros, chargeMicros, closingAdjustmentMicros, bookedOverdraftMicros, currency, capability,
        closeReason, denial, cause, bridgeId, session, legNumber);
  }
}
