package dev.tollbridge.core.engine;

import dev.tollbridge.core.tariff.CallType;
import dev.tollbridge.core.tariff.Price;
import org.jspecify.annotations.Nullable;

/**
 * A closed leg's call record. Times are microseconds since 1970.
 *
 * @param sequence position in the shard's records: 1, 2, 3 …; the same whenever the log is replayed
 * @param usageId unique id of the record
 * @param legId the bridge's id for the leg; not guaranteed unique
 */
public record CallRecord(
    long sequence,
    String usageId,
    String legId,
    Parties parties,
    Span span,
    Cost cost,
    Ending ending,
    Origin origin) {

  /**
   * Who talked to whom, and who pays.
   *
   * @param serviceNumber E.164 with '+', another text that the bridge gave instead, or empty
   * @param remoteNumber the caller or the dialled number, as in {@link Call}
   * @param remoteCountry ISO 3166 alpha-2, or empty
   */
  public record Parties(
      String conferenceId,
      String organizationId,
      String organizerId,
      CallType callType,
      String serviceNumber,
      String remoteNumber,
      String remoteCountry) {}

  /**
   * When the call took place.
   *
   * @param durationSeconds answered time, every started second counted
   */
  public record Span(long startMicros, long endMicros, long durationSeconds) {}

  /**
   * What the call cost, in micros of {@code currency}.
   *
   * @param price of the whole call by its rate; its charge is all that the call cost
   * @param destination named by the rate; empty when none was found
   * @param closingAdjustmentMicros difference booked at the end; below zero is a refund
   * @param overdraftMicros the part of the charge that took the balance below zero at the end
   * @param capability MCOMEETACPEA, or FREECALL
   * @param freeReason why it cost nothing; null when it was charged, or had no duration
   */
  public record Cost(
      Price price,
      String destination,
      String currency,
      long closingAdjustmentMicros,
      long overdraftMicros,
      String capability,
      @Nullable FreeReason freeReason) {}

  /**
   * How the call ended.
   *
   * @param denial why the leg was denied or disconnected; null when it was neither
   * @param cause why the leg ended, in the bridge's words
   */
  public record Ending(CloseReason reason, @Nullable DenialReason denial, String cause) {}

  /** The bridge's leg that the record closes; calls that were booked after the fact have none. */
  public record Origin(String bridgeId, long session, long legNumber) {
    public static final Origin NONE = new Origin("", 0, 0);
  }

  public long chargeMicros() {
    return cost.price().chargeMicros();
  }

  /** The record of a completed call, now booked. */
  CallRecord booked(long bookedSequence, long bookedOverdraftMicros) {
    var booked = new Cost(cost.price(), cost.destination(), cost.currency(), cost.closingAdjustmentMicros(),
        bookedOverdraftMicros, cost.capability(), cost.freeReason());
    return new CallRecord(bookedSequence, usageId, legId, parties, span, booked, ending, origin);
  }
}
